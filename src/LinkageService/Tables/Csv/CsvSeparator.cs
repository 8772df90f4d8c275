namespace LinkageService.Tables.Csv;

/// <summary>Which character stands between the cells.</summary>
internal static class CsvSeparator
{
    /// <summary>
    /// Comma when the heading row has one outside quotes, otherwise tab, otherwise semicolon, otherwise comma. Takes the text as far
    /// as the end of that row, at most <paramref name="maxLength"/> characters.
    /// </summary>
    public static char Of(TextReader text, int maxLength)
    {
        bool quoted = false, any = false, comma = false, tab = false, semicolon = false;
        for (var read = 0; read < maxLength && text.Read() is var next and >= 0; read++)
        {
            switch ((char)next)
            {
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    comma = true;
                    break;
                case '\t' when !quoted:
                    tab = true;
                    break;
                case ';' when !quoted:
                    semicolon = true;
                    break;
                case '\r' or '\n' when !quoted && any:
                    return Choose(comma, tab, semicolon);
                case '\r' or '\n' when !quoted:
                    // A row of separators alone is blank.
                    comma = tab = semicolon = false;
                    break;
                default:
                    any |= !char.IsWhiteSpace((char)next);
                    break;
            }
        }

        return Choose(comma, tab, semicolon);
    }

    private static char Choose(bool comma, bool tab, bool semicolon) => (comma, tab, semicolon) switch
    {
        (true, _, _) => ',',
        (_, true, _) => '\t',
        (_, _, true) => ';',
        _ => ',',
    };
}
