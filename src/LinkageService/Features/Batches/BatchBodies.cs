using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Organizations;
using LinkageService.Features.Runs;
using LinkageService.Storage.Batches;

namespace LinkageService.Features.Batches;

/// <summary>Reads the bodies of requests about batches.</summary>
internal static class BatchBodies
{
    private static readonly string[] CreateFields =
        ["year", "scheme", "recordDate", "from", "lastYear", "parameters", "inputs", "organizations", "region", "parent", "all", "dryRun"];

    /// <summary>A batch to be made.</summary>
    public static CreateBatchRequest ReadCreate(ReadOnlyMemory<byte> utf8)
    {
        var fields = JsonFields.Read(utf8, CreateFields);
        var (recordDate, from) = (fields.Date("recordDate"), fields.Date("from"));
        return new CreateBatchRequest
        {
            Year = fields.Whole("year", AccountYears.Range), Scheme = fields.Text("scheme"),
            RecordDate = recordDate is { } date ? Dates.Text(date) : null, From = from is { } first ? Dates.Text(first) : null,
            LastYear = fields.Flag("lastYear") ?? false, Parameters = fields.Figures("parameters"), Inputs = fields.Figures("inputs"),
            Organizations = Members(fields), Region = fields.Text("region"), Parent = fields.Text("parent"),
            All = fields.Flag("all") ?? false, IsDryRun = fields.Flag("dryRun") ?? false, FormProblems = fields.Problems,
        };
    }

    /// <summary>What is to be tried once more; the body may be empty.</summary>
    public static RetryBatchRequest ReadRetry(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "organizations");
        return new RetryBatchRequest(fields.Has("organizations") ? Members(fields) : null) { FormProblems = fields.Problems };
    }

    /// <summary>An act on the runs of a batch; the body may be empty.</summary>
    public static BatchActRequest ReadAct(string batch, string act, ReadOnlyMemory<byte> utf8) => act switch
    {
        BatchActs.Submit => Read(batch, act, Fields(utf8, "confirm", "exceptionsSeen", "organizations")),
        BatchActs.Disclose => Read(batch, act, Fields(utf8, "confirm", "from", "noticeDays", "objections", "organizations")),
        BatchActs.Approve => ReadApprovals(batch, Fields(utf8, "confirm", "exceptionsSeen", "organizations")),
        BatchActs.Pay => Read(batch, act, Fields(utf8, "confirm", "on", "organizations")),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static BatchActRequest Read(string batch, string act, JsonFields fields) => new(batch, act)
    {
        Confirm = fields.Text("confirm"), ExceptionsSeen = fields.Flag("exceptionsSeen") ?? false, From = fields.Date("from"),
        NoticeDays = fields.Whole("noticeDays", OrganizationDraftValidator.NoticeDays), Objections = RunBodies.ReadObjections(fields),
        On = fields.Date("on"),
        Organizations = [.. fields.Objects("organizations", "id").Select(member => new BatchActMember(member.Text("id")))],
        FormProblems = fields.Problems,
    };

    private static BatchActRequest ReadApprovals(string batch, JsonFields fields) => new(batch, BatchActs.Approve)
    {
        Confirm = fields.Text("confirm"), ExceptionsSeen = fields.Flag("exceptionsSeen") ?? false,
        Organizations =
        [
            .. fields.Objects("organizations", "id", "digest", "meeting", "repeatReason", "overrides").Select(
                member => new BatchActMember(member.Text("id"))
                {
                    Digest = member.Text("digest"), Meeting = RunBodies.ReadMeeting(member), RepeatReason = member.Text("repeatReason"),
                    Overrides = RunBodies.ReadOverrides(member),
                }),
        ],
        FormProblems = fields.Problems,
    };

    private static IReadOnlyList<BatchMember> Members(JsonFields fields) =>
        [.. fields.Objects("organizations", "id", "scheme", "parameters", "inputs").Select(member => new BatchMember(
            member.Text("id"), member.Text("scheme"), member.Figures("parameters"), member.Figures("inputs")))];

    private static JsonFields Fields(ReadOnlyMemory<byte> utf8, params string[] known) =>
        JsonFields.Read(utf8.IsEmpty ? "{}"u8.ToArray() : utf8, known);
}
