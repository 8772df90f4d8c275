// The little that a page cannot say in HTML: moving the focus.
window.linkage = {
    focus: (id) => document.getElementById(id)?.focus(),
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
