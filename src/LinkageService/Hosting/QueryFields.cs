using System.Buffers.Text;
using System.Globalization;
using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Hosting;

/// <summary>Reads the query of an address and notes everything that is wrong with it, as <see cref="JsonFields"/> does of a body.</summary>
internal sealed class QueryFields
{
    /// <summary>Entries of a page unless the caller asks for another number.</summary>
    public const int StandardLimit = 100;

    private readonly IQueryCollection _query;
    private readonly List<Problem> _problems = [];

    private QueryFields(IQueryCollection query) => _query = query;

    /// <summary>The query, of which only some names are known.</summary>
    public static QueryFields Of(HttpRequest request, params string[] known)
    {
        var fields = new QueryFields(request.Query);
        foreach (var name in request.Query.Keys.Where(name => !known.Contains(name, StringComparer.Ordinal)))
        {
            fields._problems.Add(JsonText.UnknownField(name, string.Join(", ", known)));
        }

        return fields;
    }

    /// <summary>Ends the reading.</summary>
    /// <exception cref="RefusedException">Something was wrong.</exception>
    public void Check()
    {
        if (_problems.Count > 0)
        {
            throw new RefusedException(Failure.Of(_problems));
        }
    }

    /// <summary>A text, or null.</summary>
    public string? Text(string name) => _query[name] is [{ Length: > 0 } text, ..] ? text : null;

    /// <summary>A date, or null.</summary>
    public DateOnly? Date(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Dates.TryRead(text, out var date))
        {
            return date;
        }

        return Report<DateOnly>(name, text, "日期写作 2025-12-31", "a date is written 2025-12-31");
    }

    /// <summary>A moment in microseconds, or null.</summary>
    public long? Moment(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Dates.TryReadMoment(text, out var moment))
        {
            return moment;
        }

        return Report<long>(name, text, "时刻写作 2025-12-31T08:00:00Z", "a moment is written 2025-12-31T08:00:00Z");
    }

    /// <summary>How many entries a page has.</summary>
    public int Limit(int max = 1000)
    {
        const string name = "limit";
        if (Text(name) is not { } text)
        {
            return StandardLimit;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= max
            ? limit
            : Report<int>(name, text, $"应为 1 到 {max} 的整数", $"a whole number from 1 to {max} is wanted") ?? StandardLimit;
    }

    /// <summary>A whole number in a range, or null.</summary>
    public int? Whole(string name, int min, int max)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : Report<int>(name, text, $"应为 {min} 到 {max} 的整数", $"a whole number from {min} to {max} is wanted");
    }

    /// <summary>true or false; false when missing.</summary>
    public bool Flag(string name) => Text(name) switch
    {
        null or "false" => false,
        "true" => true,
        var text => Report<bool>(name, text, "应为 true 或 false", "true or false is wanted") ?? false,
    };

    /// <summary>One of a few words, the first when missing.</summary>
    public string OneOf(string name, params string[] words)
    {
        if (Text(name) is { } text && !words.Contains(text, StringComparer.Ordinal))
        {
            Report<int>(name, text, "应为 " + string.Join("、", words), "one of " + string.Join(", ", words) + " is wanted");
        }

        return Text(name) ?? words[0];
    }

    /// <summary>The id after which the page starts; empty for the first page.</summary>
    public string Cursor()
    {
        const string name = "cursor";
        if (!TryReadCursor(Text(name) ?? "", out var after))
        {
            Report<int>(name, Text(name)!, "用上一页的 next", "take next of the page before");
        }

        return after;
    }

    /// <summary>Reads a cursor; empty for the first page.</summary>
    public static bool TryReadCursor(string cursor, out string after)
    {
        after = "";
        var bytes = new byte[Base64Url.GetMaxDecodedLength(cursor.Length)];
        if (Base64Url.IsValid(cursor) && Base64Url.TryDecodeFromChars(cursor, bytes, out var length)
            && System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length)))
        {
            after = Encoding.UTF8.GetString(bytes, 0, length);
            return true;
        }

        return false;
    }

    /// <summary>The cursor of the page after an id.</summary>
    public static string CursorAfter(string id) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(id));

    private T? Report<T>(string name, string got, string zh, string en)
        where T : struct
    {
        var shown = NumberProblems.Shorten(got);
        _problems.Add(new Problem(ProblemCodes.InvalidValue, name, new LocalizedText($"{zh}，得到“{shown}”", $"{en}, got \"{shown}\"")));
        return null;
    }
}
