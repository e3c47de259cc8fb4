import '@backhaul/design/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/frame.css';
import './styles/parts.css';
import './styles/print.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { applyTheme, chosenTheme } from './frame/theme.ts';

applyTheme(chosenTheme());
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);

// After the page itself, so that keeping the shell never delays the first look at it.
if (import.meta.env.PROD && 'serviceWorker' in navigator)
  window.addEventListener('load', () => {
    navigator.serviceWorker.register('/sw.js').catch(() => {});
  });
