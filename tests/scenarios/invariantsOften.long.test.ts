// many stories of half a year instead of one
import './invariants.test.ts';
