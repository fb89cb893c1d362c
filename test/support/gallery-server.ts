import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadAssets, renderPage } from '../../src/design/index.ts';
import { galleryPages } from './gallery-pages.tsx';

/** The content security policy under which the pages must hold: nothing inline, nothing foreign. */
const POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; manifest-src 'self'; " +
  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Serves the gallery on a free port of this machine, as `/<page>?language=vi`. Who opens it closes it. */
export async function openGallery(): Promise<{ origin: string; close: () => void }> {
  const assets = new Map(loadAssets().map((asset) => [asset.path, asset]));
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://gallery');
    const asset = assets.get(url.pathname);
    if (asset) {
      response.writeHead(200, { 'content-type': asset.contentType }).end(asset.body);
      return;
    }
    const page = galleryPages[url.pathname.slice(1)];
    if (!page) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY });
    response.end(renderPage(page(url.searchParams.get('language') === 'en' ? 'en' : 'vi')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
