// more cards, and more kills
import './cardsKill9.test.ts';
