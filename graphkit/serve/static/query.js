"use strict";
// The query page: YASGUI with this server as its only endpoint, and the named queries.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const endpoint = new URL("/sparql", location.href).href;
  const requestConfig = { endpoint, method: "POST", headers: {}, args: [], namedGraphs: [], defaultGraphs: [] };
  const prefixes = ["gk", "gka", "rdf", "rdfs", "oa", "prov", "dct"]
    .map((name) => `PREFIX ${name}: <${data.prefixes[name]}>\n`).join("");
  const first = `${prefixes}\nSELECT ?who ?relation ?whom {\n  ?relation rdfs:subPropertyOf* gk:supports .\n`
    + "  ?who ?relation ?whom\n}\nLIMIT 100";

  // Completion of prefixes, properties and classes asks other hosts.
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  Yasgui.Yasqe.defaults.value = first;
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig,
    yasqe: { value: first },
    copyEndpointOnNewTab: false,
    persistenceId: "graphkit",
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [], renderItem: () => {} },
  });
  // A tab that was kept from another time may name another address of this server.
  for (const tab of Object.values(yasgui._tabs)) tab.setEndpoint(endpoint);
  yasgui.on("tabAdd", (_, id) => setTimeout(() => { const tab = yasgui.getTab(id); if (tab) tab.setEndpoint(endpoint); }));
  window.yasgui = yasgui;

  const name = document.getElementById("name");
  const box = document.getElementById("parameters");
  const problem = document.getElementById("problem");
  const chosen = () => data.queries.find((query) => query.name === name.value);

  name.addEventListener("change", () => {
    box.replaceChildren();
    problem.textContent = "";
    document.getElementById("open").hidden = !chosen();
    for (const parameter of chosen() ? chosen().parameters : []) {
      const label = document.createElement("label");
      const input = document.createElement("input");
      input.name = parameter.name;
      input.required = parameter.required;
      input.value = parameter.default || "";
      input.placeholder = parameter.kind;
      label.title = parameter.about;
      label.append(`${parameter.name} `, input);
      box.append(label);
    }
  });

  document.getElementById("named").addEventListener("submit", async (event) => {
    event.preventDefault();
    const query = chosen();
    if (!query) return;
    const values = new URLSearchParams();
    for (const input of box.querySelectorAll("input")) if (input.value) values.set(input.name, input.value);
    const response = await fetch(`/queries/${encodeURIComponent(query.name)}?${values}`);
    const text = await response.text();
    problem.textContent = response.ok ? "" : text;
    if (!response.ok) return;
    const tab = yasgui.addTab(true, { name: query.name, yasqe: { value: text }, requestConfig });
    tab.setEndpoint(endpoint);
    tab.query();
  });
  document.documentElement.dataset.ready = "yes";
})();
