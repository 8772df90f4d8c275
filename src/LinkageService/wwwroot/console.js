// The little that a page cannot say in HTML: opening the print dialogue, and moving the focus.
window.linkage = {
    print: () => window.print(),
    focus: (id) => document.getElementById(id)?.focus(),
};
