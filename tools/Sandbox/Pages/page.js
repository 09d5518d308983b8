// Shows what the control API says, once a second, and sends it what the buttons say.
const shown = 100;
const period = 1000;
const focusable = "summary, button, input";
const find = (selector) => document.querySelector(selector);
const filter = find("#filter");
let turn = 0;
let timer;

// Makes an element: its class, what it holds, and further properties.
function make(tag, className, content = [], properties = {}) {
  const element = Object.assign(document.createElement(tag), { className }, properties);
  element.append(...[content].flat());
  return element;
}

// Brings a list up to date. What did not change is left alone, so that a selection stays; a row that changed stays open and keeps the focus.
function show(list, items, keyOf, makeRow) {
  const old = new Map([...list.children].map((row) => [row.dataset.key, row]));
  let place = list.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    const text = JSON.stringify(item);
    let row = old.get(key);
    old.delete(key);
    if (row?.item !== text) {
      const next = makeRow(item);
      Object.assign(next, { item: text });
      next.dataset.key = key;
      if (row) {
        const focused = [...row.querySelectorAll(focusable)].indexOf(document.activeElement);
        next.querySelectorAll("details").forEach((details) => { details.open = row.querySelector("details").open; });
        if (place === row) place = next;
        row.replaceWith(next);
        next.querySelectorAll(focusable)[focused]?.focus();
      }
      row = next;
    }
    if (row === place) place = place.nextElementSibling;
    else list.insertBefore(row, place);
  }
  old.forEach((row) => row.remove());
}

function heading(section, text, empty) {
  find(`#${section} small`).textContent = text;
  find(`#${section} .none`)?.toggleAttribute("hidden", !empty);
}

async function call(method, path, body) {
  const response = await fetch(path, { method, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
  return response;
}

async function change(method, path, body) {
  const problem = find("#problem");
  try {
    await call(method, path, body);
    problem.hidden = true;
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
  }
  await refresh();
}

function button(text, title, act, properties) {
  return make("button", "", text, { type: "button", title, onclick: act, ...properties });
}

function time(value) {
  return make("time", "", value.slice(11, 19), { title: value, dateTime: value });
}

function row(cells, details) {
  return make("li", "", make("details", "", [make("summary", "", cells), make("div", "details", details)]));
}

function instanceRow(instance) {
  const path = `/sandbox/instances/${instance.id}`;
  const entries = Object.entries(instance.configuration).sort().concat([["token", instance.token]]);
  return row([
    make("span", "id", String(instance.id)),
    make("b", "name", instance.name),
    make("span", "connector", instance.connector),
    make("span", "tags", instance.tags.flatMap((tag) => [make("span", "tag", tag), " "])),
    make("span", "state", [
      make("span", instance.valid ? "good" : "bad", instance.valid ? "valid" : "not valid"), " ",
      instance.disabled ? make("span", "bad", "disabled") : "",
    ]),
    make("span", "when", [make("span", "date", instance.createdDate.slice(0, 10)), " ", time(instance.createdDate)]),
  ], [
    make("dl", "", entries.flatMap(([key, value]) => [make("dt", "", key), make("dd", value === "[secret]" ? "secret" : "", value)])),
    make("div", "buttons", [
      button(instance.disabled ? "Switch on" : "Switch off", "without a request to the API", () => change("PATCH", path, { disabled: !instance.disabled })),
      button(instance.valid ? "Make not valid" : "Make valid", "without a request to the API", () => change("PATCH", path, { valid: !instance.valid })),
      button("Delete", "without a request to the API", () => change("DELETE", path)),
    ]),
  ]);
}

// A 404 to a look-up or a delete says that there is nothing, which a client has to expect.
function answer({ status, done, fault, method, path, apiPath }) {
  if (!status) return make("span", done ? "status bad" : "status", done ? "cut" : "waiting");
  const nothing = status === 404 && !fault && path !== apiPath && (method === "GET" || method === "DELETE");
  return make("span", `status ${status < 400 ? "good" : nothing ? "" : "bad"}`, String(status));
}

function requestRow(request) {
  return row([
    time(request.time),
    make("b", "method", request.method),
    make("code", "address", [make("span", "base", request.path.slice(0, -request.apiPath.length)), request.apiPath + request.query]),
    make("span", "fault", request.fault ?? ""),
    answer(request),
  ], [
    body("Request", request.body),
    body("Answer", request.answer),
    make("p", "", [`Request id ${request.requestId}`, request.acted || !request.done ? "" : " · nothing was done"]),
  ]);
}

function body(title, json) {
  return make("figure", "", [
    make("figcaption", "", title),
    make("pre", "", json === null ? "no body" : typeof json === "string" ? json : JSON.stringify(json, null, 2)),
  ]);
}

function faultRow({ fault, left, hits }) {
  const { kind, method, path, rate, ...rest } = fault;
  const more = Object.entries(rest)
    .filter(([name, value]) => value && name !== "times" && !(name === "body" && value === "api"))
    .map(([name, value]) => `${name} ${value}`);
  if (rate !== undefined) more.push(`${rate * 100} % of them`);
  return make("li", "fault-row", [
    make("b", "", kind),
    make("code", "", `${method ?? "any"} ${path ?? "*"}`),
    ...[...more, left === null ? "no limit" : `${left} left`, `${hits} hit`].map((text) => make("span", "", text)),
  ]);
}

function behaviourRow([name, { value, default: standard, values, choices, meaning }]) {
  const set = (text) => change("POST", "/sandbox/behaviours", { [name]: text });
  const control = choices.length > 0
    ? make("div", "choices", choices.map((choice) => button(choice, `${name}=${choice}`, () => set(choice), { ariaPressed: String(choice === value) })), { role: "group", ariaLabel: name })
    : make("input", "", [], { value, title: values, ariaLabel: name, onchange: (event) => set(event.target.value) });
  return make("li", value === standard ? "" : "changed", [make("code", "", name), control, make("p", "", meaning)]);
}

function inject(kind) {
  const fault = { kind };
  for (const { name, value, dataset } of find("#faults form").elements) {
    // What is no number goes as it is, so that the sandbox says what is expected.
    if (name && value) fault[name] = "number" in dataset && !Number.isNaN(Number(value)) ? Number(value) : value;
  }
  change("POST", "/sandbox/faults", fault);
}

async function list(path) {
  const response = await call("GET", `${path}?last=${shown}&contains=${encodeURIComponent(filter.value.trim())}`);
  return { items: (await response.json()).reverse(), count: Number(response.headers.get("Sandbox-Total-Count")) };
}

function showList(section, { items, count }, keyOf, makeRow) {
  heading(section, count > items.length ? `${items.length} of ${count}` : String(count), count === 0);
  show(find(`#${section} ol`), items, keyOf, makeRow);
}

function showFaults({ injected, hits, kinds }) {
  heading("faults", `${hits} ${hits === 1 ? "request" : "requests"} hit so far`, injected.length === 0);
  show(find("#faults form .buttons"), Object.entries(kinds), ([kind]) => kind, ([kind, meaning]) => button(kind, meaning, () => inject(kind)));
  show(find("#faults ol"), injected.map((one, index) => ({ ...one, index })).reverse(), (one) => one.index, faultRow);
}

function showBehaviours(behaviours) {
  const all = Object.entries(behaviours);
  const changed = all.filter(([, one]) => one.value !== one.default).map(([name, one]) => `${name}=${one.value}`);
  heading("behaviours", changed.join(", ") || "all at their defaults");
  show(find("#behaviours ol"), all, ([name]) => name, behaviourRow);
}

async function refresh() {
  const mine = ++turn;
  clearTimeout(timer);
  const live = find("#live");
  try {
    const all = await Promise.all([
      list("/sandbox/instances"), list("/sandbox/requests"),
      ...["faults", "behaviours"].map(async (name) => (await call("GET", `/sandbox/${name}`)).json()),
    ]);
    // A newer refresh has begun: what this one brings is old.
    if (mine !== turn) return;
    showList("instances", all[0], (instance) => instance.id, instanceRow);
    showList("requests", all[1], (request) => request.requestId, requestRow);
    showFaults(all[2]);
    showBehaviours(all[3]);
    live.textContent = "live";
    live.className = "good";
  } catch {
    if (mine !== turn) return;
    live.textContent = "does not answer";
    live.className = "bad";
  }
  timer = setTimeout(refresh, period);
}

find("#urls").append(...["your_moms", "elements"].map((word) => make("code", "", `${location.origin}/${word}/api-v2`)));
filter.addEventListener("input", refresh);
document.querySelectorAll("[data-clear]").forEach((one) => one.addEventListener("click", () => change("DELETE", one.dataset.clear)));
refresh();
