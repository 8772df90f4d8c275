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
            request.Organization, terms, OrNull(request.RecordDate), request.Preview, OrNull(request.IdempotencyKey))
        {
            From = OrNull(request.From),
        };
    }

    /// <summary>Which runs.</summary>
    public static ListRunsRequest List(Proto.ListRunsRequest request)
    {
        var (after, limit) = Page(request.Cursor, request.Limit);
        return new ListRunsRequest(
            request.Organization, request.Year == 0 ? null : request.Year, ProtoRuns.Word(request.State), after, limit);
    }

    /// <summary>What is approved.</summary>
    public static ApproveRunRequest Approve(Proto.ApproveRunRequest request)
    {
        var meeting = request.Meeting is { } record
            ? new RunMeeting(record.Date, record.Due, record.Present, record.InFavour,
                record.Kind == Proto.Meeting.Types.Kind.Delegates ? "delegates" : "members")
            : null;
        return new ApproveRunRequest(Text("digest", request.Digest, 200)!, meeting)
        {
            RepeatReason = Text("repeat_reason", request.RepeatReason, RunBodies.MostReasonCharacters, required: false),
        };
    }

    /// <summary>A date, or null for an empty text.</summary>
    public static DateOnly? Date(string field, string text)
    {
        var fields = new MessageFields();
        var date = fields.Date(field, text);
        fields.Check();
        return date;
    }

    /// <summary>Days of notice, or null for 0.</summary>
    public static int? NoticeDays(int days) => days switch
    {
        0 => null,
        >= 1 and <= DiscloseRun.MostNoticeDays => days,
        _ => throw Invalid("notice_days", $"应为 1 到 {DiscloseRun.MostNoticeDays} 的整数",
            $"a whole number from 1 to {DiscloseRun.MostNoticeDays} is wanted"),
    };

    /// <summary>Where a page starts, and its entries.</summary>
    public static (string After, int Limit) Page(string cursor, int limit)
    {
        var fields = new MessageFields();
        var page = (fields.Cursor(cursor), fields.Limit(limit));
        fields.Check();
        return page;
    }

    /// <summary>The cursor of the page after an id; empty at the end.</summary>
    public static string Cursor(string? next) => next is null ? "" : QueryFields.CursorAfter(next);

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
