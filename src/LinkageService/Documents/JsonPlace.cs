namespace LinkageService.Documents;

/// <summary>Where a reader of JSON stands: what is open, and what came last.</summary>
/// <param name="Open">The places of the brackets that are not closed, the innermost on top.</param>
/// <param name="OpenQuote">The place of the quote that is not closed; null outside a text.</param>
/// <param name="At">The place of the last sign before, white space left out; -1 at the beginning.</param>
/// <param name="WordStart">Where the word or number that this sign belongs to begins.</param>
/// <param name="Next">The place of the first sign that was not read.</param>
/// <param name="Sign">The last sign before; \0 at the beginning.</param>
internal sealed record JsonPlace(Stack<int> Open, int? OpenQuote, int At, int WordStart, int Next, char Sign)
{
    /// <summary>Reads up to a place, past the white space there.</summary>
    public static JsonPlace Before(string text, int end)
    {
        var open = new Stack<int>();
        var (quote, last, word) = ((int?)null, -1, 0);
        var at = 0;
        for (; at < text.Length && (at < end || char.IsWhiteSpace(text[at])); at++)
        {
            var sign = text[at];
            if (quote is not null)
            {
                at += sign == '\\' ? 1 : 0;
                quote = sign == '"' ? null : quote;
            }
            else if (sign == '"')
            {
                quote = at;
            }
            else if (sign is '{' or '[')
            {
                open.Push(at);
            }
            else if (sign is '}' or ']' && open.Count > 0)
            {
                open.Pop();
            }

            if (!char.IsWhiteSpace(sign))
            {
                word = last >= 0 && last == at - 1 && char.IsLetterOrDigit(text[last]) ? word : at;
                last = at;
            }
        }

        var tail = Math.Min(last, text.Length - 1);
        return new JsonPlace(open, quote, tail, word, at, last < 0 ? '\0' : text[tail]);
    }
}
