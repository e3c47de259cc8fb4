// a larger run, killed more often
import './kill9.test.ts';
