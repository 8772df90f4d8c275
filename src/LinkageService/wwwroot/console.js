// The little that a page cannot say in HTML: moving the focus.
window.linkage = {
    focus: (id) => document.getElementById(id)?.focus(),
};

// Asks in a dialog: the focus goes to it, and back to where it was once it is closed.
window.linkage.ask = (id) => document.getElementById(id)?.showModal();
window.linkage.endAsking = (id) => document.getElementById(id)?.close();

// Keeps a file that the page made.
window.linkage.keep = async (name, stream) => {
    const file = URL.createObjectURL(new Blob([await stream.arrayBuffer()]));
    Object.assign(document.createElement('a'), { href: file, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(file), 60000);
};

// Puts the caret of a text at a line and column, both from 1, and shows it.
window.linkage.goToLine = (id, line, column) => {
    const text = document.getElementById(id);
    if (!text) return;
    const lines = text.value.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    const at = Math.min(start + Math.max(0, column - 1), start + (lines[line - 1] ?? '').length);
    text.focus();
    text.setSelectionRange(at, at);
    const place = text.closest('.code-place');
    const height = text.scrollHeight / Math.max(text.rows, lines.length);
    place?.scrollTo({ top: Math.max(0, (line - 4) * height), left: 0 });
};

// Opens what a field stands in, shows the field and puts the focus there; false when there is no such field.
window.linkage.showField = (id) => {
    const field = document.getElementById(id);
    if (!field) return false;
    for (let part = field; part; part = part.parentElement) {
        if (part.tagName === 'DETAILS') part.open = true;
    }
    const target = field.tagName === 'DETAILS' ? field.querySelector('summary') : field;
    field.scrollIntoView({ block: field.tagName === 'DETAILS' ? 'start' : 'center' });
    target.focus({ preventScroll: true });
    return true;
};

// Puts a text into a field that is otherwise left to who types in it.
window.linkage.write = (id, text) => {
    document.getElementById(id).value = text;
};

// What is missing or wrong in a form is said beside its field, in the language of the page, instead of in a bubble of the browser; the
// focus goes to the first such field. The words stand in #field-words, those of the server in a list of problems (ProblemList).
const fieldWords = () => document.getElementById('field-words').dataset;
const problemOf = (field) => document.getElementById(`${field.id || field.name}-wrong`);

const labelOf = (field) => {
    const label = field.getAttribute('aria-label') ?? field.labels?.[0]?.textContent ?? '';
    return label.replace(/[（(][^）)]*[）)]\s*$/, '').replace(/\s+/g, ' ').trim();
};

const wordsOf = (field) => {
    const [words, is, isDate] = [fieldWords(), field.validity, field.type === 'date'];
    const kind = is.customError ? field.validationMessage
        : is.valueMissing && field.dataset.missing ? field.dataset.missing
        : is.valueMissing ? words[{ checkbox: 'tick', radio: 'pick', 'select-one': 'choose' }[field.type] ?? 'fill']
        : is.badInput ? (isDate ? words.date : words.number)
        : is.rangeUnderflow || is.rangeOverflow
            ? (isDate ? (is.rangeOverflow ? words.latest : words.earliest)
                : words[field.min && field.max ? 'between' : field.min ? 'least' : 'most'])
        : is.tooShort ? words.short
        : is.stepMismatch ? words.whole
        : field.dataset.wrong ?? (field.type === 'url' ? words.url : words.pattern);
    const places = { label: labelOf(field), min: field.min, max: field.max, length: field.minLength };
    return kind.replace(/\{(\w+)\}/g, (_, name) => places[name]);
};

const clearProblem = (field) => {
    const said = problemOf(field);
    if (!said) return;
    said.remove();
    field.removeAttribute('aria-invalid');
    const others = (field.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== said.id).join(' ');
    if (others) field.setAttribute('aria-describedby', others);
    else field.removeAttribute('aria-describedby');
};

const showProblem = (field, text) => {
    clearProblem(field);
    const said = document.createElement('p');
    Object.assign(said, { id: `${field.id || field.name}-wrong`, className: 'field-problem', textContent: text });
    said.dataset.said = '';
    const group = field.type === 'radio' && field.closest('fieldset');
    if (group) group.append(said);
    else (field.closest('label') ?? field).after(said);
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', `${said.id} ${field.getAttribute('aria-describedby') ?? ''}`.trim());
};

document.addEventListener('invalid', (event) => {
    event.preventDefault();
    const field = event.target;
    if (field.type === 'radio' && problemOf(field)) return;
    if (!field.id && !field.name) field.id = crypto.randomUUID?.() ?? `field-${Math.random()}`;
    showProblem(field, wordsOf(field));
    if (field.form?.querySelector('input:invalid, select:invalid, textarea:invalid') === field) window.linkage.showField(field.id);
}, true);

// Blanks alone are nothing, as the server sees it.
document.addEventListener('input', ({ target }) => {
    if (!target.validity) return;
    const isBlank = target.required && target.value !== '' && target.value.trim() === '';
    target.setCustomValidity?.(isBlank ? fieldWords().fill.replace('{label}', labelOf(target)) : '');
    if (target.validity.valid) clearProblem(target);
}, true);
document.addEventListener('change', ({ target }) => {
    if (target.type === 'radio') document.getElementsByName(target.name).forEach(clearProblem);
    else if (target.validity?.valid) clearProblem(target);
}, true);
document.addEventListener('submit', ({ target }) => [...target.elements].forEach(clearProblem), true);

// What the server refused, beside the fields that it names; whatever else it says stays in its list.
window.linkage.showProblems = (list) => {
    const fields = [...list.parentElement.querySelectorAll('[data-field]')].filter((field) => field.validity);
    fields.forEach(clearProblem);
    const wrong = [...list.querySelectorAll('li[data-of]')].flatMap((problem) => fields
        .filter((field) => field.dataset.field.split('|').some((name) => `${problem.dataset.of}[`.startsWith(`${name}[`)))
        .map((field) => (showProblem(field, problem.querySelector('[data-message]').textContent.trim()), field)));
    const first = fields.find((field) => wrong.includes(field));
    if (first) window.linkage.showField(first.id);
};

// A date that is typed is one once the field is left or Enter is pressed: each key before makes another, which nobody means.
const [typedDates, heldDates] = [new WeakSet(), new WeakSet()];
const sayDate = (field) => {
    typedDates.delete(field);
    if (heldDates.delete(field)) field.dispatchEvent(new Event('change', { bubbles: true }));
};
window.addEventListener('keydown', ({ target, key }) => {
    if (target.type !== 'date') return;
    if (key === 'Enter') sayDate(target);
    else typedDates.add(target);
}, true);
window.addEventListener('change', (event) => {
    if (!event.isTrusted || !typedDates.has(event.target)) return;
    event.stopImmediatePropagation();
    heldDates.add(event.target);
}, true);
window.addEventListener('focusout', ({ target }) => sayDate(target), true);

// Offers what may be written at the caret of a text, as the server knows it. The focus stays in the text: arrows choose, Enter and
// Tab write, Escape closes; Alt+/ asks for it (Ctrl+Space too, where it does not switch the input method).
window.linkage.complete = (id, server) => {
    const text = document.getElementById(id);
    const list = document.getElementById(id + '-list');
    const said = document.getElementById(id + '-said');
    let options = [], typed = 0, chosen = -1, asked = 0, isWritten = false, isFresh = false;

    const close = () => {
        asked++;
        options = [];
        list.hidden = true;
        list.replaceChildren();
        text.removeAttribute('aria-activedescendant');
        said.textContent = '';
    };

    const choose = (at) => {
        chosen = (at + options.length) % options.length;
        isFresh = true;
        [...list.children].forEach((option, i) => option.setAttribute('aria-selected', i === chosen));
        text.setAttribute('aria-activedescendant', list.children[chosen].id);
        list.scrollTop = Math.max(0, list.children[chosen].offsetTop + list.children[chosen].offsetHeight - list.clientHeight);
    };

    // Under the caret, or over it where there is no room: lines are of one height, letters are measured as they are drawn.
    const place = () => {
        const before = text.value.slice(0, text.selectionStart - typed).split('\n');
        const style = getComputedStyle(text);
        const pen = document.createElement('canvas').getContext('2d');
        pen.font = `${style.fontSize} ${style.fontFamily}`;
        const [height, { left, top }] = [parseFloat(style.lineHeight), text.getBoundingClientRect()];
        const below = top + parseFloat(style.paddingTop) + before.length * height;
        const fits = below + list.offsetHeight < window.innerHeight;
        const right = window.innerWidth - list.offsetWidth - 8;
        list.style.top = `${fits ? below : Math.max(0, below - height - list.offsetHeight)}px`;
        list.style.left = `${Math.max(0, Math.min(right, left + parseFloat(style.paddingLeft) + pen.measureText(before.at(-1)).width))}px`;
    };

    const show = () => {
        list.replaceChildren(...options.map((option, i) => {
            const row = document.createElement('li');
            row.id = `${id}-option-${i}`;
            row.setAttribute('role', 'option');
            const word = document.createElement('code');
            const about = document.createElement('span');
            word.textContent = option.word;
            about.textContent = option.about;
            if (/[\u3400-\u9fff]/.test(option.about)) about.lang = 'zh';
            row.append(word, about);
            row.addEventListener('mousedown', (event) => event.preventDefault());
            row.addEventListener('click', () => write(i));
            return row;
        }));
        list.hidden = false;
        place();
        list.scrollTop = 0;
        choose(0);
        said.textContent = `${options.length} ${text.dataset.said}`;
    };

    const ask = async (isAsked) => {
        const number = ++asked;

        // The page hears of what was typed first.
        await new Promise((done) => setTimeout(done));
        if (number !== asked) return;
        const answer = await server.invokeMethodAsync('OptionsAt', text.selectionStart, isAsked);
        if (number !== asked) return;
        if (answer.options.length === 0 || document.activeElement !== text) return close();
        ({ options, typed } = answer);
        show();
    };

    // As if typed: it can be undone, and the page hears of it.
    const write = (at) => {
        const { insert } = options[at];
        const end = text.selectionStart;
        const start = end - typed;
        close();

        // A key asks for its value; a value is done.
        isWritten = !insert.endsWith(': ');
        text.setSelectionRange(start, end);
        if (!document.execCommand('insertText', false, insert)) {
            text.setRangeText(insert, start, end, 'end');
            text.dispatchEvent(new Event('input', { bubbles: true }));
        }
    };

    text.addEventListener('input', (event) => {
        // Until there is an answer to what was typed now, the list is that of before: no key takes anything from it.
        isFresh = false;
        text.removeAttribute('aria-activedescendant');
        if (event.isComposing) return;
        if (isWritten) {
            isWritten = false;
            close();
        } else if (event.inputType?.startsWith('insert') && event.inputType !== 'insertLineBreak' && event.inputType !== 'insertFromPaste') {
            ask(false);
        } else {
            close();
        }
    });
    text.addEventListener('compositionend', () => ask(false));
    text.addEventListener('blur', close);
    const follow = () => list.hidden || place();
    text.closest('.code-place')?.addEventListener('scroll', follow);
    window.addEventListener('scroll', follow, { passive: true });
    window.addEventListener('resize', follow);
    text.addEventListener('click', close);
    text.addEventListener('keydown', (event) => {
        if (event.isComposing) return;
        if ((event.altKey && event.code === 'Slash') || (event.ctrlKey && event.code === 'Space')) {
            event.preventDefault();
            ask(true);
        } else if (options.length > 0 && (isFresh || event.key === 'Escape')) {
            const act = {
                ArrowDown: () => choose(chosen + 1), ArrowUp: () => choose(chosen - 1),
                Enter: () => write(chosen), Tab: () => write(chosen), Escape: close,
            }[event.key];
            if (act && !event.shiftKey) {
                event.preventDefault();
                act();
            } else if (['ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'].includes(event.key)) {
                close();
            }
        }
    });

    // From now on there is a list.
    text.setAttribute('aria-autocomplete', 'list');
};

// A PDF takes its time: the page stays, says how long it has been, and keeps the file when it is there.
document.addEventListener('click', async (event) => {
    const link = event.target.closest?.('a[data-print]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    const [place, said] = [document.getElementById('printing'), document.getElementById('printing-said')];
    if (!place.hidden && place.dataset.busy) return;
    const bar = place.querySelector('progress');
    const began = Date.now();
    const say = (text) => { said.textContent = text; };
    const name = crypto.randomUUID?.() ?? `${began}-${Math.random()}`;
    const address = new URL(link.href);
    address.searchParams.set('progress', name);
    let part = '';
    const tell = () => say(`${link.dataset.print} ${Math.round((Date.now() - began) / 1000)} s${part}`);
    const ask = async () => {
        const far = await fetch(`/exports/printing/${name}`).catch(() => null);
        if (far?.status !== 200) return;
        const { printed, written } = await far.json();
        if (written > 1) {
            Object.assign(bar, { max: written, value: printed });
            part = ` · ${Math.floor(100 * printed / written)}% (${printed}/${written})`;
        }
    };
    place.hidden = bar.hidden = false;
    place.dataset.busy = '1';
    tell();
    bar.removeAttribute('value');
    const clock = setInterval(() => { ask(); tell(); }, 1000);
    try {
        const answer = await fetch(address);
        if (!answer.ok) throw new Error((await answer.json()).detail);
        const kept = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('Content-Disposition'))?.[1]
            ?? /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition'))?.[1] ?? 'print.pdf';
        const file = URL.createObjectURL(await answer.blob());
        Object.assign(document.createElement('a'), { href: file, download: decodeURIComponent(kept) }).click();
        setTimeout(() => URL.revokeObjectURL(file), 60000);
        say(decodeURIComponent(kept));
    } catch (problem) {
        say(`${link.dataset.failed}: ${problem.message}`);
    } finally {
        clearInterval(clock);
        bar.hidden = true;
        delete place.dataset.busy;
    }
});

// Cells of a grid: Enter and the arrows go to the row below or above, Escape leaves the cell as it was.
document.addEventListener('keydown', (event) => {
    const cell = event.target.closest?.('[data-grid] input[data-column]');
    if (!cell || event.isComposing) return;
    if (event.key === 'Escape') {
        cell.value = cell.defaultValue;
        return;
    }
    const step = event.key === 'Enter' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    let row = cell.closest('tr');
    do {
        row = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    } while (row && !row.querySelector('input[data-column]'));
    const next = [...row?.querySelectorAll('input[data-column]') ?? []].find((each) => each.dataset.column === cell.dataset.column);
    cell.blur();
    next?.focus();
    next?.select();
});
