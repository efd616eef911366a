// The generated TypeScript client at work: AICMO_URL and AICMO_TOKEN in the environment; prints what it saw as JSON.
import { identityGetClient, identityGetClients, identityPostClients } from './aicmo-client/index.ts';
import { client } from './aicmo-client/client.gen.ts';

declare const process: { env: Record<string, string> };

client.setConfig({ baseUrl: process.env.AICMO_URL, auth: process.env.AICMO_TOKEN });
const headers = { 'Idempotency-Key': 'one-act' };
const body = { name: 'Northwind', contact_name: 'Ada', contact_email: 'ada@northwind.example' };
const other = { name: 'Southwind', contact_name: 'Ben', contact_email: 'ben@southwind.example' };

const first = await identityPostClients({ body, headers, throwOnError: true });
const again = await identityPostClients({ body, headers, throwOnError: true });
const refused = await identityPostClients({ body: other, headers });
const read = await identityGetClient({ path: { client_id: first.data.id }, throwOnError: true });

const names: string[] = [];
let pages = 0;
let cursor: string | null = null;
do {
  const page = await identityGetClients({ query: { limit: 2, ...(cursor ? { cursor } : {}) }, throwOnError: true });
  const found: { items: Array<{ name: string }>; next_cursor: string | null } = page.data;
  names.push(...found.items.map((item) => item.name));
  cursor = found.next_cursor;
  pages += 1;
} while (cursor);

const created = [first.data.id, again.data.id, read.data.id];
const year = new Date(read.data.created_at).getUTCFullYear();
console.log(JSON.stringify({ created, year, refused: refused.error?.status, names, pages }));
