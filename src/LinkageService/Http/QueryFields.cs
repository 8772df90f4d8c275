using System.Buffers.Text;
using System.Globalization;
using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Http;

/// <summary>Reads the query of an address and notes everything that is wrong with it, as <see cref="JsonFields"/> does of a body.</summary>
internal sealed class QueryFields
{
    /// <summary>Characters of a cursor.</summary>
    /// <value>1,000.</value>
    public const int MaxCursor = 1000;

    private readonly IQueryCollection _query;
    private readonly MessageFields _fields = new();

    private QueryFields(IQueryCollection query) => _query = query;

    /// <summary>The query, of which only some names are known.</summary>
    public static QueryFields Of(HttpRequest request, params string[] known)
    {
        var fields = new QueryFields(request.Query);
        foreach (var name in request.Query.Keys.Where(name => !known.Contains(name, StringComparer.Ordinal)))
        {
            fields._fields.Add(JsonText.UnknownField(name, string.Join(", ", known)));
        }

        foreach (var name in known.Where(name => request.Query[name].Count > 1))
        {
            fields._fields.Add(JsonText.DuplicateField(name));
        }

        return fields;
    }

    /// <summary>Ends the reading.</summary>
    /// <exception cref="RefusedException">Something was wrong.</exception>
    public void Check() => _fields.Check();

    /// <summary>A text, or null.</summary>
    public string? Text(string name) => _query[name] is [{ Length: > 0 } text, ..] ? text : null;

    /// <summary>A date; null where none is stated, and an empty one is none that could be meant.</summary>
    public DateOnly? Date(string name)
    {
        RefuseEmpty(name, Dates.EmptyDate);
        return _fields.Date(name, Text(name) ?? "");
    }

    /// <summary>A moment in microseconds; null where none is stated, and an empty one is none that could be meant.</summary>
    public long? Moment(string name)
    {
        RefuseEmpty(name, Dates.EmptyMoment);
        return _fields.Moment(name, Text(name) ?? "");
    }

    /// <summary>Everything found wrong so far.</summary>
    public IReadOnlyList<Problem> Problems => _fields.Problems;

    /// <summary>Which part of a list is asked for.</summary>
    public PageRequest Page() =>
        new(Cursor(), Limit()) { FormProblems = Problems };

    /// <summary>How many entries a page has.</summary>
    public int Limit() => Whole("limit", PageValidator.Limits) ?? PageRequest.StandardLimit;

    /// <summary>A whole number, or null; that it is in its range, the request's rules say.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="range">What it may be, to be said where it is no whole number.</param>
    public int? Whole(string name, WholeRange range)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        _fields.Add(new Problem(ProblemCodes.InvalidValue, name, range.Words(text)));
        return null;
    }

    /// <summary>The number of the last entry of the page before; 0 for the first page.</summary>
    public long After()
    {
        const string name = "after";
        if (Text(name) is not { } text)
        {
            return 0;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? after
            : Report<long>(name, text, "after 是上一页的 next", "after is next of the page before") ?? 0;
    }

    /// <summary>true or false; false when missing.</summary>
    public bool Flag(string name) => Text(name) switch
    {
        null or "false" => false,
        "true" => true,
        var text => Report<bool>(name, text, "应为 true 或 false", "true or false is wanted") ?? false,
    };

    /// <summary>One of a few words, the first when missing.</summary>
    public string OneOf(string name, params string[] words) => _fields.OneOf(name, Text(name) ?? "", words);

    /// <summary>The id after which the page starts; empty for the first page.</summary>
    private string Cursor()
    {
        const string name = PagedList.Cursor;
        if (!TryReadCursor(Text(name) ?? "", out var after))
        {
            Report<int>(name, Text(name)!, "用上一页的 next，清单和条件都要与那一页相同",
                "take next of the page before, of the same list with the same filters");
        }

        return after;
    }

    /// <summary>Reads a cursor of the list that is being answered; empty for the first page.</summary>
    public static bool TryReadCursor(string cursor, out string after)
    {
        after = "";
        if (cursor.Length is 0 or > MaxCursor)
        {
            return cursor.Length == 0;
        }

        var bytes = new byte[Base64Url.GetMaxDecodedLength(cursor.Length)];
        if (!Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var length) || length < PagedList.MarkBytes)
        {
            return false;
        }

        var (mark, key) = (bytes.AsMemory(0, PagedList.MarkBytes), bytes.AsMemory(PagedList.MarkBytes, length - PagedList.MarkBytes));
        if (!mark.Span.SequenceEqual(PagedList.Mark()) || !System.Text.Unicode.Utf8.IsValid(key.Span))
        {
            return false;
        }

        after = Encoding.UTF8.GetString(key.Span);
        return true;
    }

    /// <summary>The cursor of the page after an id, of the list that is being answered.</summary>
    public static string CursorAfter(string id) => Base64Url.EncodeToString([.. PagedList.Mark(), .. Encoding.UTF8.GetBytes(id)]);

    private void RefuseEmpty(string name, LocalizedText words)
    {
        if (_query[name] is [{ Length: 0 }, ..])
        {
            _fields.Add(new Problem(ProblemCodes.InvalidValue, name, words));
        }
    }

    private T? Report<T>(string name, string got, string zh, string en)
        where T : struct
    {
        _fields.Report(name, got, zh, en);
        return null;
    }
}
