// The query page with YASGUI: it asks this server and nothing else, and completes from the ontology alone.
"use strict";
{
  const data = JSON.parse(document.getElementById("data").textContent);
  const place = document.getElementById("yasgui");
  const { Yasqe } = Yasgui;

  // As they come, completers ask prefix.cc and a vocabulary server: each has a namesake here that knows our terms only.
  const own = {
    prefixes: Object.entries(data.prefixes).map(([prefix, namespace]) => `${prefix}: <${namespace}>`),
    property: data.terms,
    class: data.terms,
  };
  for (const [name, known] of Object.entries(own))
    Yasqe.forkAutocompleter(name, { name: `own-${name}`, get: () => known, bulk: true, persistenceId: null });
  Yasqe.defaults.autocompleters = ["variables", ...Object.keys(own).map((name) => `own-${name}`)];
  Yasqe.defaults.collapsePrefixesOnLoad = true;

  // The server declares all prefixes by itself; the editor marks those as errors that do not stand in the query.
  const declared = (query) => {
    const used = Object.keys(data.prefixes).filter((prefix) => new RegExp(`(^|[^\\w-])${prefix}:`, "m").test(query));
    const missing = used.filter((prefix) => !new RegExp(`^\\s*prefix\\s+${prefix}:`, "im").test(query));
    return missing.map((prefix) => `PREFIX ${prefix}: <${data.prefixes[prefix]}>\n`).join("") + query;
  };
  const text = declared(document.getElementById("query").value);
  place.hidden = false;
  document.getElementById("plain").hidden = true;
  Yasqe.defaults.value = text;
  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint: `${location.origin}/sparql`, method: "POST" },
    copyEndpointOnNewTab: false,
    endpointCatalogueOptions: { getData: () => [], keys: [] },
    persistenceId: "dementi",
    populateFromUrl: false, // it would run what an address brings, unasked
    autofocus: false,
    yasr: { prefixes: data.prefixes },
  });

  const show = (name, query) => {
    const open = Object.values(yasgui._tabs).find((tab) => tab.name() === name);
    if (open) yasgui.selectTabId(open.getId());
    else yasgui.addTab(true, { name, yasqe: { value: query } });
  };
  for (const link of document.querySelectorAll("a.question"))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(link.dataset.name, declared(data.questions[link.dataset.name]));
    });
  const given = new URLSearchParams(location.search);
  if (data.given) show(given.get("name") ?? "?", text);
  window.dementi = { yasgui };
}
