// Reads a GraphML or GEXF file as Gephi Lite does and prints what it found as JSON.
const { readFileSync } = require("node:fs");
const { DOMParser } = require("@xmldom/xmldom");
const { MultiDirectedGraph } = require("graphology");
const [file, name] = process.argv.slice(2);
const parser = name === "gexf" ? require("graphology-gexf") : require("graphology-graphml");
const document = new DOMParser().parseFromString(readFileSync(file, "utf8"), "text/xml");
const graph = parser.parse(MultiDirectedGraph, document);
process.stdout.write(JSON.stringify({
  nodes: graph.mapNodes((id, attributes) => ({ id, ...attributes })),
  edges: graph.mapEdges((id, attributes, source, target) => ({ id, source, target, attributes })),
}));
