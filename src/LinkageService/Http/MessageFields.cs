using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Http;

/// <summary>Reads texts with a meaning, as gRPC messages and queries carry them; empty stands for not stated.</summary>
internal sealed class MessageFields
{
    private readonly List<Problem> _problems = [];

    /// <summary>Everything found wrong so far.</summary>
    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>Ends the reading.</summary>
    /// <exception cref="RefusedException">Something was wrong.</exception>
    public void Check()
    {
        if (_problems.Count > 0)
        {
            throw new RefusedException(Failure.Of(_problems));
        }
    }

    /// <summary>A text without spaces at its ends, or null.</summary>
    public static string? Text(string text) => TextRules.Trim(text);

    /// <summary>A list of which a message cannot say that it is there and empty: empty stands for all, which is null.</summary>
    public static IReadOnlyList<T>? AllOrSome<T>(IReadOnlyList<T> list) => list.Count == 0 ? null : list;

    /// <summary>A date, or null.</summary>
    public DateOnly? Date(string field, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (Dates.TryRead(text, out var date))
        {
            return date;
        }

        _problems.Add(new Problem(ProblemCodes.InvalidValue, field, Dates.Fault(text)));
        return null;
    }

    /// <summary>A moment in microseconds, or null.</summary>
    public long? Moment(string field, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (Dates.TryReadMoment(text, out var moment))
        {
            return moment;
        }

        Report(field, text, Dates.MomentForm.Zh, Dates.MomentForm.En);
        return null;
    }

    /// <summary>Which part of a list is asked for; a limit of 0 is the usual one.</summary>
    public PageRequest Page(string cursor, int limit) =>
        new(Cursor(cursor), limit == 0 ? PageRequest.StandardLimit : limit) { FormProblems = Problems };

    /// <summary>Where a page starts.</summary>
    private string Cursor(string cursor)
    {
        if (QueryFields.TryReadCursor(cursor, out var after))
        {
            return after;
        }

        Report(PagedList.Cursor, cursor, "用上一页的 next_cursor，清单和条件都要与那一页相同",
            "take next_cursor of the page before, of the same list with the same filters");
        return "";
    }

    /// <summary>One of a few words, the first when not stated.</summary>
    public string OneOf(string field, string text, params string[] words)
    {
        if (text.Length == 0)
        {
            return words[0];
        }

        if (!words.Contains(text, StringComparer.Ordinal))
        {
            Report(field, text, "应为 " + string.Join("、", words), "one of " + string.Join(", ", words) + " is wanted");
        }

        return text;
    }

    /// <summary>A part that must be there.</summary>
    public void Require(string field, object? part)
    {
        if (part is null)
        {
            _problems.Add(new Problem(ProblemCodes.MissingField, field, new LocalizedText($"缺少 {field}", $"{field} is missing")));
        }
    }

    /// <summary>Notes a problem of another reader.</summary>
    public void Add(Problem problem) => _problems.Add(problem);

    /// <summary>Notes a value that cannot be used.</summary>
    public void Report(string field, string got, string zh, string en)
    {
        var shown = NumberProblems.Shorten(got);
        _problems.Add(new Problem(ProblemCodes.InvalidValue, field, new LocalizedText($"{zh}，得到“{shown}”", $"{en}, got \"{shown}\"")));
    }
}
