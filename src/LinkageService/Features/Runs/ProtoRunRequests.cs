using LinkageService.Documents;
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

    /// <summary>What a draft is to be.</summary>
    public static CreateRunRequest Edit(Proto.EditRunRequest request, int maxSchemeBytes)
    {
        var households = request.Households is { } sent ? new ProtoHouseholds(sent.Households) : null;
        var terms = ProtoRequests.Read(request.Header, households, explain: false, maxSchemeBytes);
        return new CreateRunRequest("", terms, OrNull(request.RecordDate), request.Preview, IdempotencyKey: null)
        {
            From = OrNull(request.From),
        };
    }

    /// <summary>Which runs.</summary>
    public static ListRunsRequest List(Proto.ListRunsRequest request)
    {
        var fields = new MessageFields();
        return new ListRunsRequest(
            request.Organization, request.Year == 0 ? null : request.Year, ProtoRuns.Word(request.State),
            fields.Page(request.Cursor, request.Limit))
        {
            UpdatedSince = fields.Moment("updatedSince", request.UpdatedSince), Sort = MessageFields.Text(request.Sort),
            FormProblems = fields.Problems,
        };
    }

    /// <summary>What is handed in.</summary>
    public static SubmitRunRequest Submit(Proto.SubmitRunRequest request) => new(Exceptions(request.Exceptions));

    /// <summary>What is approved.</summary>
    public static ApproveRunRequest Approve(Proto.ApproveRunRequest request)
    {
        var fields = new MessageFields();
        var meeting = request.Meeting is { } record ? Meeting(record, fields, "meeting") : null;
        return new ApproveRunRequest(MessageFields.Text(request.Digest), meeting)
        {
            FormProblems = fields.Problems,
            RepeatReason = request.RepeatReason, Exceptions = Exceptions(request.Exceptions),
            Overrides = [.. request.Overrides.Select(each => new CheckOverride(each.Code, each.Reason))],
        };
    }

    /// <summary>The record of a meeting.</summary>
    /// <param name="record">As it came.</param>
    /// <param name="fields">Told of what cannot be read.</param>
    /// <param name="path">What the field is called.</param>
    public static RunMeeting Meeting(Proto.Meeting record, MessageFields fields, string path)
    {
        string? Day(string field, string text) => fields.Date(path + "." + field, text) is { } date ? Dates.Text(date) : null;
        return new RunMeeting(record.Date, record.Due, record.Present, record.InFavour,
            record.Kind == Proto.Meeting.Types.Kind.Delegates ? "delegates" : "members")
        {
            NotifiedOn = Day("notifiedOn", record.NotifiedOn),
            PartyDiscussedOn = Day("partyDiscussedOn", record.PartyDiscussedOn),
            CapableMembers = record.CapableMembers,
            Members = record.Members,
            Online = record.Online,
            Proxies = record.Proxies,
            BasicVotes = record.BasicVotes,
            AdditionalVotes = record.AdditionalVotes,
            VotesFor = record.VotesFor,
            Minutes = MessageFields.Text(record.Minutes),
        };
    }

    private static AcknowledgedExceptions? Exceptions(Proto.AcknowledgedExceptions? exceptions) => exceptions is null
        ? null
        : new AcknowledgedExceptions(MessageFields.Text(exceptions.Digest), exceptions.Percent == 0 ? null : exceptions.Percent);

    /// <summary>A public notice.</summary>
    public static DiscloseRunRequest Disclose(Proto.DiscloseRunRequest request)
    {
        var fields = new MessageFields();
        return new DiscloseRunRequest(fields.Date("from", request.From), request.NoticeDays == 0 ? null : request.NoticeDays)
        {
            Objections = Objections(request.Objections),
            FormProblems = fields.Problems,
        };
    }

    /// <summary>Where objections are raised; null where nobody says.</summary>
    public static ObjectionChannel? Objections(Proto.ObjectionChannel? said) => said is null ? null : new ObjectionChannel(
        TextRules.Trim(said.Channel) ?? "", TextRules.Trim(said.Contact), OrNull(said.Until),
        said.AnswerDays == 0 ? null : said.AnswerDays, TextRules.Trim(said.Above));

    /// <summary>A payment.</summary>
    public static PayRunRequest Pay(Proto.PayRunRequest request)
    {
        var fields = new MessageFields();
        return new PayRunRequest(fields.Date("on", request.On)) { FormProblems = fields.Problems };
    }

    /// <summary>Which part of a list.</summary>
    public static PageRequest Page(string cursor, int limit) => new MessageFields().Page(cursor, limit);

    /// <summary>The cursor of the page after an id; empty at the end.</summary>
    public static string Cursor(string? next) => next is null ? "" : QueryFields.CursorAfter(next);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
