import { Box } from '@mui/material';

/** Nothing of a mail may run here, nor tell anybody that it was looked at: what it brings with it is all it shows. */
const rules = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width">`;

/** A mail as a page of its own; plain text keeps its lines. */
function asPage(body: string): string {
  const html = /<[a-z!]/i.test(body)
    ? body
    : `<pre style="white-space:pre-wrap;font:inherit">${body.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>`;
  return `<!doctype html><html><head>${rules}<base target="_blank"></head><body style="margin:0;padding:16px;background:#fff;color:#111;font-family:system-ui,sans-serif;overflow-wrap:anywhere">${html}</body></html>`;
}

/** A mail as its reader sees it, on paper white, closed off from the page around it. */
export function MailFrame({ body, title }: { body: string; title: string }) {
  return (
    <Box
      component="iframe"
      sandbox=""
      srcDoc={asPage(body)}
      title={title}
      sx={{
        width: '100%',
        height: { xs: 460, md: 620 },
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: 1,
        backgroundColor: '#fff',
        colorScheme: 'light',
        resize: 'vertical',
      }}
    />
  );
}
