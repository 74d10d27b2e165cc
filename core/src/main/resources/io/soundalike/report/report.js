'use strict';
// The map, search and table of the page. Text from songs is always set as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const n = data.songs;
  const decoded = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const bytes = (name) => decoded(data[name]);
  const shorts = (name) => new Uint16Array(bytes(name).buffer);
  const ints = (name) => new Int32Array(bytes(name).buffer);
  const cluster = shorts('cluster'), tempo = shorts('tempo'), seconds = shorts('seconds');
  const artist = ints('artist'), album = ints('album'), key = ints('key');
  const neighbour = ints('neighbour'), distance = shorts('distance'), componentDistance = bytes('componentDistances');
  const components = data.components, k = data.k;
  const $ = (id) => document.getElementById(id);

  const artistOf = (i) => data.artists[artist[i]];
  const albumOf = (i) => data.albums[album[i]];
  const keyOf = (i) => data.keys[key[i]];
  const label = (i) => data.title[i] + (artistOf(i) ? ' - ' + artistOf(i) : '');
  const tempoOf = (i) => tempo[i] > 0 ? (tempo[i] / 10).toFixed(1) : '';
  const length = (i) => Math.floor(seconds[i] / 60) + ':' + String(seconds[i] % 60).padStart(2, '0');
  const distanceTo = (i, j) => distance[i * k + j] / 65535 * data.farthest;
  const neighbourRanks = (i) => d3.range(k).filter((j) => neighbour[i * k + j] >= 0);
  // Without case and accents, however Unicode composes them.
  const folded = (text) => text.toUpperCase().normalize('NFD').replace(/\p{M}/gu, '');
  const searchText = d3.range(n).map((i) => folded(data.title[i] + '\n' + artistOf(i) + '\n' + albumOf(i) + '\n' + data.path[i]));

  // The songs whose text has all the words, in any order; a lone hyphen between words is none.
  function search(text) {
    const parts = folded(text).split(/\s+/u).filter(Boolean);
    const words = parts.length > 1 ? parts.filter((part) => /[\p{L}\p{N}]/u.test(part)) : parts;
    return d3.range(n).filter((i) => words.every((word) => searchText[i].includes(word)));
  }

  function make(name, className, text) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  // Categories beyond the palette are grey.
  const palette = data.palette;
  const grey = '#9a9a9a';

  function categories(of, names) {
    const counts = d3.rollup(d3.range(n), (v) => v.length, of);
    const most = [...counts.keys()].filter((c) => names(c)).sort((a, b) => counts.get(b) - counts.get(a) || a - b).slice(0, palette.length);
    const colours = new Map(most.map((c, i) => [c, palette[i]]));
    return {
      colour: (i) => colours.get(of(i)) || grey,
      legend: most.map((c) => [names(c), colours.get(c)]).concat(counts.size > most.length ? [['others', grey]] : []),
    };
  }

  const modes = {
    cluster: () => ({
      colour: (i) => palette[cluster[i] % palette.length],
      legend: [...new Set(cluster)].sort((a, b) => a - b).slice(0, 40).map((c) => ['cluster ' + c, palette[c % palette.length]]),
    }),
    artist: () => categories((i) => artist[i], (c) => data.artists[c]),
    album: () => categories((i) => album[i], (c) => data.albums[c]),
    key: () => categories((i) => key[i], (c) => data.keys[c]),
    tempo: () => {
      const sorted = d3.sort(tempo).filter((t) => t > 0);
      const scale = d3.scaleSequential(d3.interpolateCividis).domain([d3.quantile(sorted, 0.05) || 0, d3.quantile(sorted, 0.95) || 1]).clamp(true);
      return {
        colour: (i) => tempo[i] > 0 ? scale(tempo[i]) : grey,
        legend: scale.ticks(5).map((t) => [(t / 10).toFixed(0) + ' bpm', scale(t)]),
      };
    },
  };

  // ---- The map

  const canvas = $('canvas'), pen = canvas.getContext('2d'), hover = $('hover');
  const radius = n < 400 ? 6 : n < 3000 ? 4 : n < 20000 ? 2.5 : 1.5;
  let layout, X, Y, tree;
  let width = 0, height = 0, mode = null, colours = [], transform = d3.zoomIdentity;
  let selected = -1, matches = null;

  const margin = 34;
  const scale = () => Math.min((width - 2 * margin) / Math.max(1, layout.width), (height - 2 * margin) / Math.max(1, layout.height));
  const left = () => (width - scale() * layout.width) / 2;
  const top = () => (height - scale() * layout.height) / 2;
  const px = (i) => transform.applyX(left() + scale() * X[i]);
  const py = (i) => transform.applyY(top() + scale() * Y[i]);
  const mapX = (x) => (transform.invertX(x) - left()) / scale();
  const mapY = (y) => (transform.invertY(y) - top()) / scale();

  // Shows a map of the songs; the selection stays.
  function setLayout(map) {
    layout = map;
    X = new Uint16Array(decoded(layout.x).buffer);
    Y = new Uint16Array(decoded(layout.y).buffer);
    tree = d3.quadtree(d3.range(n), (i) => X[i], (i) => Y[i]);
  }
  setLayout(data.maps[0]);

  function resize() {
    const box = canvas.getBoundingClientRect(), dots = window.devicePixelRatio || 1;
    width = box.width;
    height = box.height;
    canvas.width = width * dots;
    canvas.height = height * dots;
    pen.setTransform(dots, 0, 0, dots, 0, 0);
    draw();
  }

  function dot(i, size, stroke) {
    pen.beginPath();
    pen.arc(px(i), py(i), size, 0, 2 * Math.PI);
    pen.fillStyle = colours[i];
    pen.fill();
    if (stroke) {
      pen.strokeStyle = stroke;
      pen.lineWidth = 1.5;
      pen.stroke();
    }
  }

  function draw() {
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue('--ink'), card = style.getPropertyValue('--card'), mark = style.getPropertyValue('--mark');
    pen.clearRect(0, 0, width, height);
    const size = radius * Math.min(2, Math.sqrt(transform.k));
    const highlighted = selected >= 0 ? new Set([selected, ...neighbourRanks(selected).map((j) => neighbour[selected * k + j])]) : matches;
    pen.globalAlpha = highlighted ? 0.25 : n < 3000 ? 1 : 0.8;
    for (let i = 0; i < n; i++) if (!highlighted || !highlighted.has(i)) dot(i, size, n < 3000 && !highlighted ? card : null);
    pen.globalAlpha = 1;
    if (selected >= 0) {
      pen.strokeStyle = mark;
      pen.lineWidth = 1.2;
      for (const j of neighbourRanks(selected)) {
        pen.beginPath();
        pen.moveTo(px(selected), py(selected));
        pen.lineTo(px(neighbour[selected * k + j]), py(neighbour[selected * k + j]));
        pen.stroke();
      }
    }
    if (highlighted) for (const i of highlighted) dot(i, size + 1.5, ink);
    if (selected >= 0) dot(selected, size + 4, mark);
    drawLabels(highlighted, ink, card, size);
  }

  // Draws labels where there is room: of highlighted songs, or of cluster medoids and then of any songs. The selected song's label is always drawn.
  function drawLabels(highlighted, ink, card, size) {
    const isVisible = (i) => px(i) > 0 && px(i) < width && py(i) > 0 && py(i) < height;
    const order = highlighted ? [...highlighted].filter(isVisible) : data.medoids.filter((i) => i >= 0 && isVisible(i));
    if (!highlighted) for (let i = 0; i < n && order.length < 400; i++) if (isVisible(i) && !order.includes(i)) order.push(i);
    const taken = [];
    const isInside = (b) => b.x >= 0 && b.x + b.w <= width && b.y >= 0 && b.y + b.h <= height;
    const isFree = (b) => isInside(b) && taken.every((t) => b.x > t.x + t.w || t.x > b.x + b.w || b.y > t.y + t.h || t.y > b.y + b.h);
    if (n < 400) for (let i = 0; i < n; i++) taken.push({ x: px(i) - size, y: py(i) - size, w: 2 * size, h: 2 * size });
    pen.font = '12px system-ui, sans-serif';
    pen.textBaseline = 'middle';
    let labels = 0;
    for (const i of order) {
      if (labels >= 60) break;
      let text = label(i);
      if (text.length > 44) text = text.slice(0, 42) + '…';
      const w = pen.measureText(text).width, gap = size + 5;
      const positions = [[px(i) + gap, py(i) - 7], [px(i) - gap - w, py(i) - 7], [px(i) - w / 2, py(i) - gap - 14], [px(i) - w / 2, py(i) + gap]];
      const boxes = positions.map(([x, y]) => ({ x, y, w, h: 14 }));
      const box = boxes.find(isFree) || (i === selected && boxes.find(isInside));
      if (!box) continue;
      taken.push(box);
      labels++;
      pen.lineWidth = 3;
      pen.strokeStyle = card;
      pen.strokeText(text, box.x, box.y + 7);
      pen.fillStyle = ink;
      pen.fillText(text, box.x, box.y + 7);
    }
  }

  for (const map of data.maps) $('layout').append(make('option', '', map.name));
  $('layouts').hidden = data.maps.length < 2;
  $('layout').addEventListener('change', (event) => {
    setLayout(data.maps[event.target.selectedIndex]);
    surface.call(zoom.transform, d3.zoomIdentity);
  });

  const zoom = d3.zoom().scaleExtent([1, 200]).on('zoom', (event) => {
    transform = event.transform;
    hover.hidden = true;
    draw();
  });
  const surface = d3.select(canvas).call(zoom).on('dblclick.zoom', null);

  function songAt(event) {
    const [x, y] = d3.pointer(event, canvas);
    const i = tree.find(mapX(x), mapY(y));
    return i !== undefined && Math.hypot(px(i) - x, py(i) - y) < Math.max(14, radius * 2) ? i : -1;
  }

  surface.on('mousemove', (event) => {
    const i = songAt(event);
    hover.hidden = i < 0;
    canvas.style.cursor = i < 0 ? 'grab' : 'pointer';
    if (i < 0) return;
    hover.replaceChildren(make('b', '', data.title[i]), ...facts(i));
    const flip = px(i) > width - 290;
    hover.style.left = (px(i) + (flip ? -14 - hover.offsetWidth : 14)) + 'px';
    hover.style.top = Math.min(height - hover.offsetHeight - 4, py(i) + 10) + 'px';
  }).on('mouseleave', () => { hover.hidden = true; }).on('click', (event) => {
    select(songAt(event), false);
  }).on('keydown', (event) => {
    const move = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (move) surface.call(zoom.translateBy, move[0] / transform.k, move[1] / transform.k);
    else if (event.key === '+' || event.key === '=') surface.call(zoom.scaleBy, 1.4);
    else if (event.key === '-') surface.call(zoom.scaleBy, 1 / 1.4);
    else if (event.key === 'Escape') select(-1, false);
    else return;
    event.preventDefault();
  });

  function facts(i) {
    return [
      [artistOf(i), albumOf(i)].filter(Boolean).join(', '),
      [tempoOf(i) && tempoOf(i) + ' bpm', keyOf(i), length(i), 'cluster ' + cluster[i]].filter(Boolean).join(', '),
    ].filter(Boolean).map((line) => make('div', 'far', line));
  }

  // The two components with the smallest distance.
  function closestComponents(i, j) {
    const all = components.map((name, c) => [name, componentDistance[(i * k + j) * components.length + c] / 255]);
    return all.sort((a, b) => a[1] - b[1]).slice(0, 2).map(([name, value]) => name + ' ' + value.toFixed(2)).join(', ');
  }

  function select(i, moveMap) {
    selected = i;
    const song = $('song');
    song.replaceChildren();
    if (i < 0) {
      song.append(make('p', '', 'Point at a song to see its name; click it to see its neighbours.'));
    } else {
      song.append(make('h3', '', data.title[i]), ...facts(i), player(i));
      song.append(make('div', 'far', components.length ? 'Neighbours, with the distance and its two smallest components:' : 'Neighbours, with the distance:'));
      const list = make('ol');
      for (const j of neighbourRanks(i)) {
        const other = neighbour[i * k + j], button = make('button', '', label(other));
        button.type = 'button';
        button.append(make('div', 'far', distanceTo(i, j).toFixed(3) + (components.length ? ': ' + closestComponents(i, j) : '')));
        button.addEventListener('click', () => select(other, true));
        list.append(make('li'));
        list.lastChild.append(button);
      }
      song.append(list);
      if (moveMap) reveal(i);
    }
    draw();
  }

  // The URL of a local file: in a path, characters such as # ? % have a meaning.
  const fileUrl = (path) => 'file://' + path.replace(/^file:\/*/u, '/').split('/').map(encodeURIComponent).join('/');

  // Plays the excerpt next to the page, or the song itself if it is a file on this machine.
  function player(i) {
    const path = data.folder + data.path[i];
    const sound = data.excerpts ? data.excerpts + '/' + String(i).padStart(6, '0') + '.mp3' : fileUrl(path);
    const box = make('div', 'far', path);
    if (data.excerpts || path.startsWith('file:')) {
      const button = make('button', '', 'Play');
      button.type = 'button';
      button.addEventListener('click', () => {
        const audio = make('audio');
        audio.controls = true;
        audio.src = sound;
        if (!data.excerpts) audio.addEventListener('loadedmetadata', () => { audio.currentTime = audio.duration / 3; });
        audio.addEventListener('error', () => audio.replaceWith(make('div', 'far', 'This browser cannot open the file.')));
        button.replaceWith(audio);
        audio.play().catch(() => {});
      });
      box.prepend(button, make('br'));
    }
    return box;
  }

  function reveal(i) {
    if (px(i) < margin || px(i) > width - margin || py(i) < margin || py(i) > height - margin) {
      surface.call(zoom.translateTo, left() + scale() * X[i], top() + scale() * Y[i]);
    }
  }

  // ---- Search

  const found = $('found');
  $('search').addEventListener('input', (event) => {
    const wanted = event.target.value.trim();
    found.replaceChildren();
    found.hidden = !wanted;
    matches = null;
    if (wanted) {
      const hits = search(wanted);
      matches = new Set(hits.slice(0, 2000));
      for (const i of hits.slice(0, 12)) {
        const button = make('button', '', label(i));
        button.type = 'button';
        button.addEventListener('click', () => pick(i));
        found.append(make('li'));
        found.lastChild.append(button);
      }
      found.append(make('li', 'far', hits.length + (hits.length === 1 ? ' song' : ' songs')));
    }
    select(-1, false);
  });
  $('search').addEventListener('keydown', (event) => {
    if (event.key === 'Enter') found.querySelector('button')?.click();
  });

  function pick(i) {
    found.hidden = true;
    select(i, true);
  }

  // ---- The table

  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  const nearestOf = (i) => k > 0 && neighbour[i * k] >= 0 ? neighbour[i * k] : -1;
  const columns = {
    title: (i) => data.title[i],
    artist: artistOf,
    album: albumOf,
    cluster: (i) => cluster[i],
    tempo: (i) => tempo[i],
    key: keyOf,
    seconds: (i) => seconds[i],
    nearest: (i) => nearestOf(i) < 0 ? '' : label(nearestOf(i)),
    distance: (i) => nearestOf(i) < 0 ? Infinity : distanceTo(i, 0),
  };
  const PAGE = 50;
  let rows = d3.range(n), shown = PAGE, sortBy = null, isDown = false;

  function sortRows() {
    rows = search($('filter').value);
    if (sortBy) {
      const of = columns[sortBy], sign = isDown ? -1 : 1;
      rows.sort((a, b) => sign * (typeof of(a) === 'string' ? collator.compare(of(a), of(b)) : of(a) - of(b)) || a - b);
    }
  }

  function drawTable() {
    const body = document.querySelector('#table tbody');
    body.replaceChildren();
    for (const i of rows.slice(0, shown)) {
      const row = make('tr'), button = make('button', '', data.title[i]);
      button.type = 'button';
      button.addEventListener('click', () => {
        select(i, true);
        $('map').scrollIntoView();
      });
      row.append(make('td'));
      row.lastChild.append(button);
      for (const text of [artistOf(i), albumOf(i)]) row.append(make('td', '', text));
      for (const text of [cluster[i], tempoOf(i), keyOf(i), length(i)]) row.append(make('td', 'n', text));
      row.append(make('td', '', columns.nearest(i)), make('td', 'n', nearestOf(i) < 0 ? '' : distanceTo(i, 0).toFixed(3)));
      body.append(row);
    }
    $('count').textContent = rows.length + ' of ' + n + (n === 1 ? ' song' : ' songs');
    $('more').hidden = rows.length <= shown;
  }

  for (const button of document.querySelectorAll('#table th button')) {
    button.addEventListener('click', () => {
      isDown = sortBy === button.dataset.column && !isDown;
      sortBy = button.dataset.column;
      for (const head of document.querySelectorAll('#table th')) head.removeAttribute('aria-sort');
      button.parentElement.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
      sortRows();
      drawTable();
    });
  }
  $('filter').addEventListener('input', () => {
    shown = PAGE;
    sortRows();
    drawTable();
  });
  $('more').addEventListener('click', () => {
    shown += 4 * PAGE;
    drawTable();
  });
  for (const button of document.querySelectorAll('[data-song]')) {
    button.addEventListener('click', () => {
      select(Number(button.dataset.song), true);
      $('map').scrollIntoView();
    });
  }

  // ---- Start

  function recolour() {
    mode = modes[$('colour').value]();
    colours = d3.range(n).map(mode.colour);
    $('legend').replaceChildren(...mode.legend.map(([name, colour]) => {
      const item = make('span'), spot = make('span', 'dot');
      spot.style.background = colour;
      item.append(spot, String(name));
      return item;
    }));
    draw();
  }
  $('colour').addEventListener('change', recolour);
  $('whole').addEventListener('click', () => surface.call(zoom.transform, d3.zoomIdentity));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  new ResizeObserver(resize).observe(canvas);
  recolour();
  resize();
  sortRows();
  drawTable();
})();
