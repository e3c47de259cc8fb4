// a larger run, killed more often
import './massKill9.test.ts';
