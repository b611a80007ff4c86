// Asks an endpoint with Comunica and prints the bindings as JSON: node comunica.mjs ENDPOINT QUERY [TYPE]
import { QueryEngine } from '@comunica/query-sparql';

const [endpoint, query, type] = process.argv.slice(2);
const source = type ? { type, value: endpoint } : endpoint;
const stream = await new QueryEngine().queryBindings(query, { sources: [source] });
const rows = await stream.toArray();
console.log(JSON.stringify(rows.map((row) => Object.fromEntries([...row].map(([name, term]) => [name.value, term.value])))));
