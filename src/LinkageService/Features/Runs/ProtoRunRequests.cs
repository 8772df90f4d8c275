using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Hosting;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Runs;

/// <summary>Reads the messages of runs as the requests every transport makes; what REST refuses in a body is refused here too.</summary>
internal static class ProtoRunRequests
{
    /// <summary>A run to be made.</summary>
    public static CreateRunRequest Create(Proto.CreateRunRequest request, int maxSchemeBytes)
    {
        var households = request.Households is { } sent ? new ProtoHouseholds(sent.Households) : null;
        var terms = ProtoRequests.Read(request.Header, households, explain: false, maxSchemeBytes);
        return new CreateRunRequest(
            request.Organization, terms, OrNull(request.RecordDate), request.Preview, OrNull(request.IdempotencyKey));
    }

    /// <summary>Which runs.</summary>
    public static ListRunsRequest List(Proto.ListRunsRequest request) => new(
        request.Organization, request.Year == 0 ? null : request.Year, ProtoRuns.Word(request.State), After(request.PageToken),
        PageSize(request.PageSize));

    /// <summary>What is approved.</summary>
    public static ApproveRunRequest Approve(Proto.ApproveRunRequest request)
    {
        var meeting = request.Meeting is { } record
            ? new RunMeeting(record.Date, record.Due, record.Present, record.InFavour,
                record.Kind == Proto.Meeting.Types.Kind.Delegates ? "delegates" : "members")
            : null;
        return new ApproveRunRequest(Text("digest", request.Digest, 200)!, meeting);
    }

    /// <summary>A date, or null for an empty text.</summary>
    public static DateOnly? Date(string field, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var shown = NumberProblems.Shorten(text);
        return Dates.TryRead(text, out var date)
            ? date
            : throw Invalid(field, $"日期写作 2025-12-31，得到“{shown}”", $"a date is written 2025-12-31, got \"{shown}\"");
    }

    /// <summary>Days of notice, or null for 0.</summary>
    public static int? NoticeDays(int days) => days switch
    {
        0 => null,
        >= 1 and <= DiscloseRun.MostNoticeDays => days,
        _ => throw Invalid("notice_days", $"应为 1 到 {DiscloseRun.MostNoticeDays} 的整数",
            $"a whole number from 1 to {DiscloseRun.MostNoticeDays} is wanted"),
    };

    /// <summary>Entries of a page.</summary>
    public static int PageSize(int size) => size switch
    {
        0 => QueryFields.StandardLimit,
        >= 1 and <= GetStatements.MostOfPage => size,
        _ => throw Invalid("page_size", $"应为 1 到 {GetStatements.MostOfPage} 的整数",
            $"a whole number from 1 to {GetStatements.MostOfPage} is wanted"),
    };

    /// <summary>The id after which a page starts.</summary>
    public static string After(string token) => token.Length == 0 ? "" : QueryFields.IdOf(token)
        ?? throw Invalid("page_token", "用上一页的 next_page_token", "take next_page_token of the page before");

    /// <summary>The token of the page after an id; empty at the end.</summary>
    public static string Token(string? next) => next is null ? "" : QueryFields.CursorAfter(next);

    /// <summary>A text; spaces at its ends are cut.</summary>
    public static string? Text(string field, string text, int maxCharacters, bool required = true)
    {
        text = text.Trim();
        if (text.Length == 0)
        {
            return required
                ? throw new RefusedException(Failure.Of(ProblemCodes.MissingField, $"缺少 {field}", $"{field} is missing", field))
                : null;
        }

        return text.Length > maxCharacters || text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t'))
            ? throw Invalid(field, $"最多 {maxCharacters} 个字，不能有控制字符", $"at most {maxCharacters} characters, no control characters")
            : text;
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    private static RefusedException Invalid(string field, string zh, string en) =>
        new(Failure.Of(ProblemCodes.InvalidValue, zh, en, field));
}
