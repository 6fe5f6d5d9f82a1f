// Asks a SPARQL endpoint as Comunica does: node comunica.mjs ENDPOINT; one JSON object on standard output.
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.argv[3], "package.json"));
const { QueryEngine } = require("@comunica/query-sparql");

const engine = new QueryEngine();
const context = { sources: [{ type: "sparql", value: process.argv[2] }] };

const rows = await (await engine.queryBindings(
  `SELECT ?thing ?name WHERE { ?thing a <http://example.org/Thing> ; <http://example.org/name> ?name } ORDER BY ?name`,
  context,
)).toArray();
const triples = await (await engine.queryQuads(
  `CONSTRUCT { ?thing <http://example.org/called> ?name } WHERE { ?thing <http://example.org/name> ?name }`,
  context,
)).toArray();
const discovered = await (await engine.queryBindings(
  `SELECT (COUNT(*) AS ?n) WHERE { ?thing a <http://example.org/Thing> }`,
  { sources: [process.argv[2]] },  // without saying that it is an endpoint: its service description tells
)).toArray();

console.log(JSON.stringify({
  names: rows.map((row) => row.get("name").value),
  triples: triples.length,
  yes: await engine.queryBoolean(`ASK { ?thing a <http://example.org/Thing> }`, context),
  no: await engine.queryBoolean(`ASK { ?thing a <http://example.org/Nothing> }`, context),
  discovered: Number(discovered[0].get("n").value),
}));
