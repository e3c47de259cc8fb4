// hundreds of accounts, and longer stories
import './accountModel.test.ts';
