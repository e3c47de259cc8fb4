// with every value at every place
import './bad-input.test.ts';
