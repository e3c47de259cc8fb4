// a larger file, and more kills
import './bankKill9.test.ts';
