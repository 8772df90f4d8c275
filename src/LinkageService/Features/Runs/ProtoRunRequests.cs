using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Life;
using LinkageService.Http;
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
        return new ApproveRunRequest(MessageFields.Text(request.Digest), meeting) { RepeatReason = request.RepeatReason };
    }

    /// <summary>A public notice.</summary>
    public static DiscloseRunRequest Disclose(Proto.DiscloseRunRequest request)
    {
        var fields = new MessageFields();
        return new DiscloseRunRequest(fields.Date("from", request.From), request.NoticeDays == 0 ? null : request.NoticeDays)
        {
            FormProblems = fields.Problems,
        };
    }

    /// <summary>A payment.</summary>
    public static PayRunRequest Pay(Proto.PayRunRequest request)
    {
        var fields = new MessageFields();
        return new PayRunRequest(fields.Date("on", request.On)) { FormProblems = fields.Problems };
    }

    /// <summary>The run to compare with.</summary>
    public static string With(Proto.CompareRunsRequest request)
    {
        var fields = new MessageFields();
        fields.Require("with", MessageFields.Text(request.With));
        fields.Check();
        return request.With.Trim();
    }

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

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
