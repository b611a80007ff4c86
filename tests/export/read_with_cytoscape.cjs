// Opens a Cytoscape JSON file with Cytoscape.js and prints what it found as JSON.
const { readFileSync } = require("node:fs");
const cytoscape = require("cytoscape");
const graph = cytoscape({ headless: true, ...JSON.parse(readFileSync(process.argv[2], "utf8")) });
process.stdout.write(JSON.stringify({
  nodes: graph.nodes().map((node) => node.data()),
  edges: graph.edges().map((edge) => edge.data()),
}));
