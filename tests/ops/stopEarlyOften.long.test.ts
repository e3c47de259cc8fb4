// also while the sample data is made
import './stopEarly.test.ts';
