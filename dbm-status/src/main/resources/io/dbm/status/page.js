'use strict';
// Every text of the server is set as text, never as HTML.

const EVERY = 2000;
const SPAN = 5 * 60 * 1000;
const SHORTEST = 60 * 1000;
const BASE = 39;
const SHOWN = 8;
const RANK = { DOWN: 0, DEGRADED: 1, NOT_CONNECTED: 2, CLOSED: 3, UP: 4 };
const WORD = { UP: 'Up', DEGRADED: 'Degraded', DOWN: 'Down', NOT_CONNECTED: 'Not connected', CLOSED: 'Closed' };
const LAMP = { UP: '#16a34a', DEGRADED: '#d97706', DOWN: '#dc2626' };

const cards = new Map();
const history = new Map();
let answeredAt = null;
let allTransitions = false;
let latest = null;
let openFolds = new Set();
let shownConfiguration = '';

const $ = id => document.getElementById(id);

function el(tag, cls, text) {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  if (text !== undefined) node.textContent = text;
  return node;
}

function svg(tag, attributes) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const name in attributes) node.setAttribute(name, attributes[name]);
  return node;
}

function lasting(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const parts = seconds < 60 ? [seconds, 's']
    : minutes < 10 && seconds % 60 ? [minutes, 'min', seconds % 60, 's']
    : minutes < 60 ? [minutes, 'min']
    : hours < 48 ? [hours, 'h', minutes % 60, 'min']
    : [Math.floor(hours / 24), 'days'];
  return parts.join('\u00a0');
}

function clock(iso) {
  const at = new Date(iso);
  const time = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  return at.toDateString() === new Date().toDateString()
    ? time
    : at.toLocaleDateString([], { day: 'numeric', month: 'short' }) + ' ' + time.slice(0, 5);
}

function number(value) {
  return value < 100000 ? String(value) : value < 1e7 ? Math.round(value / 1000) + ' k' : (value / 1e6).toFixed(1) + ' M';
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function names(list) {
  if (list.length === 1) return list[0];
  if (list.length > 3) return list.slice(0, 2).join(', ') + ' and ' + (list.length - 2) + ' more';
  return list.slice(0, -1).join(', ') + ' and ' + list[list.length - 1];
}

// ---- the verdict

function verdict(report) {
  const of = status => report.connections.filter(each => each.status === status).map(each => each.name);
  const down = of('DOWN');
  const degraded = of('DEGRADED');
  const total = report.connections.length;
  if (report.status === 'CLOSED') return 'Closed';
  if (report.status === 'NOT_CONNECTED') {
    const up = of('UP').length;
    return up > 0 ? 'Connecting: ' + up + ' of ' + total + ' open' : 'Not connected yet';
  }
  if (down.length) return names(down) + (down.length === 1 ? ' is down' : ' are down');
  if (degraded.length) return names(degraded) + (degraded.length === 1 ? ' is degraded' : ' are degraded');
  return total === 1 ? 'The connection is up' : 'All ' + total + ' connections are up';
}

function showVerdict(report) {
  const headline = verdict(report);
  const worst = report.connections.some(each => each.status === 'DOWN') ? 'DOWN' : report.status;
  $('verdict').dataset.status = worst;
  setText($('headline'), headline);
  setText($('subline'), (report.ready ? 'Ready for traffic' : 'Not ready for traffic')
    + (report.ready && worst === 'DOWN' ? ': what is down is not required' : '')
    + '. Watched for ' + lasting(new Date(report.at) - new Date(report.startedAt)) + '.');
  setText(document.querySelector('title'), headline + ' – dbm');
  const colour = encodeURIComponent(LAMP[worst] || '#9aa1ad');
  const icon = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="' + colour + '"/></svg>';
  if ($('icon').getAttribute('href') !== icon) $('icon').setAttribute('href', icon);
}

// ---- the tiles

function showTiles(report) {
  const sum = figure => report.connections.reduce((total, each) => total + each.pool[figure], 0);
  const up = report.connections.filter(each => each.status === 'UP' || each.status === 'DEGRADED').length;
  const down = report.connections.filter(each => each.status === 'DOWN').length;
  const failed = sum('borrowTimeouts');
  const tiles = [
    ['alive', up, ' of ' + report.connections.length, down ? 'bad' : ''],
    ['in use, all pools', sum('inUse'), ' of ' + sum('max'), ''],
    ['callers waiting now', sum('pending'), '', sum('pending') ? 'warn' : ''],
    ['borrows timed out', number(failed), '', failed ? 'warn' : '']
  ];
  const list = $('tiles');
  while (list.children.length < tiles.length) {
    const tile = el('div', 'tile');
    tile.append(el('dt'), el('dd'));
    tile.lastChild.append(document.createTextNode(''), el('small'));
    list.append(tile);
  }
  tiles.forEach(([label, value, rest, mood], i) => {
    const tile = list.children[i];
    tile.className = 'tile ' + mood;
    setText(tile.firstChild, label);
    tile.lastChild.firstChild.nodeValue = String(value);
    setText(tile.lastChild.lastChild, rest);
  });
}

// ---- one card for each connection

function makeCard(name) {
  const card = el('article', 'card');
  const who = el('div', 'who');
  const state = el('div', 'statusline');
  state.append(el('span', 'state'), el('span', 'lasting'));
  who.append(el('h3', '', name), state, el('div', 'chips'));
  const pool = el('div', 'pool');
  const gauge = el('div', 'gauge');
  const used = el('span');
  used.append(el('strong'), el('span'));
  gauge.append(used, el('span'));
  const bar = svg('svg', { class: 'bar', viewBox: '0 0 100 1', preserveAspectRatio: 'none', role: 'img' });
  bar.append(svg('rect', { class: 'used', height: 1 }), svg('rect', { class: 'idle', height: 1 }));
  pool.append(gauge, bar);
  const chart = el('div', 'chart');
  const axis = el('div', 'axis');
  axis.append(el('span'), el('span'));
  chart.append(svg('svg', { class: 'spark', viewBox: '0 0 100 47', preserveAspectRatio: 'none', role: 'img' }), axis);
  card.append(who, el('div', 'why'), pool, chart, el('dl', 'more'));
  return card;
}

function showChips(list, connection) {
  const chips = [[connection.type, 'type']];
  if (!connection.required) chips.push(['not required', '']);
  for (const tag of Object.keys(connection.tags)) chips.push([tag + ' = ' + connection.tags[tag], '']);
  const text = JSON.stringify(chips);
  if (list.dataset.shown === text) return;
  list.dataset.shown = text;
  list.replaceChildren(...chips.map(([label, cls]) => el('span', 'chip ' + cls, label)));
}

function showPool(card, pool) {
  const max = pool.max || Math.max(pool.open, 1);
  setText(card.querySelector('.gauge strong'), String(pool.inUse));
  setText(card.querySelector('.gauge strong + span'), (pool.max ? ' of ' + pool.max : '') + ' in use');
  const right = card.querySelector('.gauge > span:last-child');
  right.className = pool.pending ? 'waiting' : '';
  setText(right, pool.pending ? pool.pending + ' waiting' : pool.idle + ' idle');
  const used = Math.min(100, 100 * pool.inUse / max);
  const idle = Math.min(100 - used, 100 * pool.idle / max);
  const [usedBar, idleBar] = card.querySelectorAll('.bar rect');
  usedBar.setAttribute('width', used);
  idleBar.setAttribute('x', used);
  idleBar.setAttribute('width', idle);
  card.querySelector('.bar').setAttribute('aria-label', pool.inUse + ' in use, ' + pool.idle + ' idle, at most ' + pool.max);
}

function showFigures(list, connection, at) {
  const pool = connection.pool;
  const rows = [];
  if (connection.checkedAt) rows.push([connection.checkMillis + ' ms', 'latest check, ' + lasting(at - new Date(connection.checkedAt)) + ' ago']);
  rows.push([number(pool.open), 'open']);
  rows.push([number(pool.opened), 'opened so far']);
  if (pool.waits) {
    const each = pool.waitMillis / pool.waits;
    rows.push([number(pool.waits), 'waited, ' + each.toFixed(each < 10 ? 1 : 0) + ' ms each']);
  }
  if (pool.borrowTimeouts) rows.push([number(pool.borrowTimeouts), 'timed out', 'alarm']);
  if (pool.leaks) rows.push([number(pool.leaks), 'not given back', 'alarm']);
  while (list.children.length > rows.length) list.lastChild.remove();
  rows.forEach(([value, label, cls], i) => {
    let row = list.children[i];
    if (!row) {
      row = el('div');
      row.append(el('dt'), el('dd'));
      list.append(row);
    }
    row.className = cls || '';
    setText(row.firstChild, label);
    setText(row.lastChild, value);
  });
}

// ---- history, which only the page has

function remember(report, at) {
  const known = new Set();
  for (const connection of report.connections) {
    known.add(connection.name);
    const points = history.get(connection.name) || [];
    points.push({ at, used: connection.pool.inUse, wait: connection.pool.pending, max: connection.pool.max, down: connection.status === 'DOWN' });
    while (points.length && points[0].at < at - SPAN - EVERY) points.shift();
    history.set(connection.name, points);
  }
  for (const name of history.keys()) if (!known.has(name)) history.delete(name);
}

/** In use above the line, and callers that wait below it, over what was seen of the last minutes. */
function showChart(card, points, at) {
  const span = Math.min(SPAN, Math.max(SHORTEST, at - points[0].at));
  const max = Math.max(1, ...points.map(each => Math.max(each.max, each.used)));
  const most = Math.max(...points.map(each => each.used));
  const waited = Math.max(...points.map(each => each.wait));
  const scale = max <= 8 ? max : Math.max(4, Math.min(max, most * 1.35));
  const x = each => 100 * Math.max(0, 1 - (at - each.at) / span);
  const y = value => (BASE - (BASE - 2) * Math.min(1, value / scale)).toFixed(2);
  const point = each => x(each).toFixed(2) + ' ' + y(each.used);
  const nodes = [];
  const step = 100 * EVERY / span;
  const column = (each, cls, top, height, width) => svg('rect', {
    class: cls, x: Math.max(0, x(each) - width).toFixed(2), y: top, width: Math.min(width, x(each)).toFixed(2), height });
  points.forEach((each, i) => { // one column for each outage
    if (!each.down || (i + 1 < points.length && points[i + 1].down)) return;
    let first = i;
    while (first > 0 && points[first - 1].down) first--;
    nodes.push(column(each, 'outage', 0, BASE, x(each) - Math.max(0, x(points[first]) - step)));
  });
  nodes.push(svg('line', { class: 'base', x1: 0, x2: 100, y1: BASE, y2: BASE }));
  if (scale >= max) nodes.push(svg('line', { class: 'ceiling', x1: 0, x2: 100, y1: y(max), y2: y(max) }));
  let run = [];
  const finish = () => {
    if (!run.length) return;
    const top = run.map(point).join(' L ');
    const [from, to] = [x(run[0]).toFixed(2), x(run[run.length - 1]).toFixed(2)];
    nodes.push(svg('path', { class: 'area', d: 'M ' + from + ' ' + BASE + ' L ' + top + ' L ' + to + ' ' + BASE + ' Z' }));
    nodes.push(svg('path', { class: 'line', d: 'M ' + top }));
    run = [];
  };
  for (const each of points) {
    if (run.length && each.at - run[run.length - 1].at > 3 * EVERY) finish();
    run.push(each);
  }
  finish();
  for (const each of points) {
    if (each.wait) nodes.push(column(each, 'wait', BASE + 1.5, 2 + 5 * each.wait / waited, step * .75));
  }
  const chart = card.querySelector('.spark');
  chart.replaceChildren(...nodes);
  chart.setAttribute('aria-label', 'In use: now ' + points[points.length - 1].used + ', at most ' + most
    + '; waiting: at most ' + waited);
  const labels = card.querySelectorAll('.axis span');
  setText(labels[0], lasting(span) + ' ago');
  setText(labels[1], 'peak ' + most + (waited ? ', ' + waited + ' waiting' : ''));
}

function showConnections(report, at) {
  const sorted = [...report.connections].sort((a, b) =>
    RANK[a.status] - RANK[b.status] || a.name.localeCompare(b.name));
  for (const name of [...cards.keys()]) {
    if (!sorted.some(each => each.name === name)) {
      cards.get(name).remove();
      cards.delete(name);
    }
  }
  sorted.forEach((connection, place) => {
    let card = cards.get(connection.name);
    if (!card) {
      card = makeCard(connection.name);
      cards.set(connection.name, card);
    }
    const list = $('connections');
    if (list.children[place] !== card) list.insertBefore(card, list.children[place] || null);
    card.dataset.status = connection.status;
    setText(card.querySelector('.state'), WORD[connection.status] || connection.status);
    const lasted = card.querySelector('.lasting');
    setText(lasted, 'for ' + lasting(at - new Date(connection.since))
      + (connection.status === 'UP' ? '' : ', since ' + clock(connection.since)));
    lasted.title = new Date(connection.since).toLocaleString();
    setText(card.querySelector('.why'), connection.status === 'UP' ? '' : (connection.cause || '')
      + (connection.consecutiveFailures > 1 ? '\n' + connection.consecutiveFailures + ' checks in a row have failed.' : ''));
    showChips(card.querySelector('.chips'), connection);
    showPool(card, connection.pool);
    showFigures(card.querySelector('.more'), connection, at);
    showChart(card, history.get(connection.name), at);
  });
}

// ---- what happened

function showTransitions(report) {
  const list = $('transitions');
  const text = JSON.stringify([report.transitions, allTransitions]);
  if (list.dataset.shown === text) return;
  list.dataset.shown = text;
  const shown = allTransitions ? report.transitions : report.transitions.slice(0, SHOWN);
  const rows = shown.map(each => {
    const row = el('li');
    const time = el('time', '', clock(each.at));
    time.dateTime = each.at;
    time.title = new Date(each.at).toLocaleString();
    const step = el('span', 'step');
    step.dataset.status = each.now;
    const after = each.before === 'NOT_CONNECTED' ? '' : ' after ' + lasting(each.lastedMillis) + ' ' + (WORD[each.before] || each.before).toLowerCase();
    step.append(el('em', '', WORD[each.now] || each.now), el('span', '', after));
    row.append(time, el('b', '', each.connection), step, el('span', 'cause', each.cause || ''));
    return row;
  });
  if (!rows.length) rows.push(el('li', 'none', 'Nothing has changed yet.'));
  if (!allTransitions && report.transitions.length > SHOWN) {
    const all = el('li', 'all');
    const button = el('button', '', 'Show ' + (report.transitions.length - SHOWN) + ' earlier');
    button.addEventListener('click', () => { allTransitions = true; showTransitions(latest); });
    all.append(button);
    rows.push(all);
  }
  list.replaceChildren(...rows);
}

// ---- what is configured

function showConfiguration(report) {
  const text = JSON.stringify(report);
  if (text === shownConfiguration) return;
  shownConfiguration = text;
  $('configuration').replaceChildren(...report.configuration.map(block => {
    const name = block.connection === undefined ? 'For the manager' : block.connection;
    const fold = el('details');
    fold.open = openFolds.has(name);
    fold.addEventListener('toggle', () => fold.open ? openFolds.add(name) : openFolds.delete(name));
    const summary = el('summary', '', name);
    const written = block.settings.filter(each => !each.default).length;
    summary.append(el('span', '', written + ' written, ' + (block.settings.length - written) + ' by default'));
    const settings = el('dl', 'settings');
    for (const each of block.settings) {
      const row = el('div', each.default ? 'implied' : '');
      row.append(el('dt', '', each.key), el('dd', 'value', each.value), el('dd', 'origin', each.origin));
      settings.append(row);
    }
    fold.append(summary, settings);
    return fold;
  }));
  $('plugins').replaceChildren(...report.plugins.map(each => {
    const plugin = el('div');
    plugin.append(el('b', '', (each.folder ? each.folder + '/' : '') + each.id), el('span', '', ' ' + each.kind));
    const jar = (each.location || '').replace(/[\/\\]$/, '').split(/[\/\\]/).pop();
    const from = el('p', '', each.version && !jar.includes(each.version) ? each.version + ', ' + jar : jar);
    from.title = each.class + (each.location ? ' in ' + each.location : '');
    plugin.append(from);
    return plugin;
  }));
}

// ---- round and round

function freshness(failure) {
  const note = $('freshness');
  document.body.classList.toggle('lost', !!failure);
  note.className = 'freshness' + (failure ? ' stale' : '');
  setText(note, failure
    ? 'No answer' + (answeredAt ? ' since ' + clock(answeredAt) : '') + ': the figures are old'
    : 'As of ' + clock(answeredAt) + ', every ' + EVERY / 1000 + ' s');
}

async function get(path) {
  const response = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(8000) });
  if (!response.ok) throw new Error(path + ': ' + response.status);
  return response.json();
}

async function look(round) {
  try {
    const report = await get('status.json');
    latest = report;
    answeredAt = report.at;
    const at = new Date(report.at).getTime();
    remember(report, at);
    showVerdict(report);
    showTiles(report);
    showConnections(report, at);
    showTransitions(report);
    if (round % 10 === 0 || !shownConfiguration) showConfiguration(await get('configuration.json'));
    freshness(null);
  } catch (failure) {
    freshness(failure);
  }
}

async function watch() {
  for (let round = 0; ; round++) {
    if (!document.hidden || round === 0) await look(round);
    await new Promise(done => setTimeout(done, EVERY));
  }
}

$('defaults').addEventListener('change', event =>
  document.body.classList.toggle('with-defaults', event.target.checked));
watch();
