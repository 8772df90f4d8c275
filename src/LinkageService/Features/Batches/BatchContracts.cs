using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage.Batches;

namespace LinkageService.Features.Batches;

/// <summary>Many organisations to be settled in one go. Exactly one of organizations, region, parent and all says which.</summary>
/// <param name="Year">The year of the accounts, 1900 to 2999.</param>
/// <param name="Scheme">A scheme of the library for all of them; not needed where each has its own, or with lastYear.</param>
/// <param name="RecordDate">The date whose rosters are used; the last day of the year unless stated.</param>
/// <param name="From">The first day that counts for time-weighted holdings; the first of the year unless stated.</param>
/// <param name="LastYear">Whether scheme and figures that are not stated are those each organisation had the year before; false unless
/// stated. The year before is its standing run, of the same scheme if there is one.</param>
/// <param name="Parameters">Numbers that hold for all of them, by name.</param>
/// <param name="Inputs">Figures that hold for all of them, by name.</param>
/// <param name="Organizations">The organisations one by one, at most 10,000, each with what it has of its own.</param>
/// <param name="Region">All whose region begins with these digits.</param>
/// <param name="Parent">All at and below this organisation.</param>
/// <param name="All">All that the key sees.</param>
/// <param name="DryRun">Whether no run is stored, only what would come of it; false unless stated.</param>
[CheckedBy<CreateBatchValidator>]
internal sealed record BatchRequestContract(
    int Year, string? Scheme, string? RecordDate, string? From, bool? LastYear, Dictionary<string, ExactNumber>? Parameters,
    Dictionary<string, ExactNumber>? Inputs, IReadOnlyList<BatchMemberContract>? Organizations, string? Region, string? Parent, bool? All,
    bool? DryRun);

/// <summary>An organisation of a batch and what it has of its own.</summary>
/// <param name="Id">The organisation.</param>
/// <param name="Scheme">Its scheme; that of the batch unless stated.</param>
/// <param name="Parameters">Its numbers, before those of the batch.</param>
/// <param name="Inputs">Its figures, before those of the batch.</param>
[CheckedBy<BatchMemberValidator>]
internal sealed record BatchMemberContract(
    string Id, string? Scheme, Dictionary<string, ExactNumber>? Parameters, Dictionary<string, ExactNumber>? Inputs);

/// <summary>Organisations to be tried once more.</summary>
/// <param name="Organizations">Those, each with what it has of its own from now on, or as it is where nothing of its own is stated; all
/// that failed, as they are, unless stated.</param>
[CheckedBy<RetryBatchValidator>]
internal sealed record RetryBatchRequestContract(IReadOnlyList<BatchMemberContract>? Organizations);

/// <summary>A batch and how far it is.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="State">running, paused, finished or cancelled.</param>
/// <param name="DryRun">Whether no run is stored.</param>
/// <param name="Year">The year of the accounts.</param>
/// <param name="Scheme">The scheme for all of them, as stated; left out where there is none.</param>
/// <param name="Organization">Whose people see it; left out for those who see everything.</param>
/// <param name="Organizations">How many it has: waiting, done and failed together.</param>
/// <param name="Waiting">How many were not tried yet.</param>
/// <param name="Done">How many have their run; of a dry run, how many were computed.</param>
/// <param name="Failed">How many failed.</param>
/// <param name="CancelledRuns">How many of its runs were cancelled since; the sums leave them out.</param>
/// <param name="Households">Households of its runs.</param>
/// <param name="Amount">What they get: the sum of its runs as they stand now. Yuan.</param>
/// <param name="FinishedAmount">The sum when it was finished, added up from the result of each run. Yuan; left out before.</param>
/// <param name="Difference">Amount less finishedAmount: 0.00 unless runs were changed or cancelled since. Yuan; left out before.</param>
/// <param name="PerMinute">Organisations a minute: in the last quarter of a minute while it runs, over all of it afterwards.</param>
/// <param name="SecondsLeft">Seconds until it is finished, at that pace; left out while none is known.</param>
/// <param name="Failures">Why organisations failed, the most frequent cause first.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="UpdatedAt">When it was changed last by somebody, or finished.</param>
internal sealed record BatchContract(
    string Id, string State, bool DryRun, long Year, string? Scheme, string? Organization, long Organizations, long Waiting, long Done,
    long Failed, long CancelledRuns, long Households, string Amount, string? FinishedAmount, string? Difference, long PerMinute,
    long? SecondsLeft, IReadOnlyList<BatchCauseContract> Failures, string CreatedBy, string CreatedAt, string UpdatedAt)
{
    /// <summary>Where its runs stand, in the order of their life; empty while there are none.</summary>
    public IReadOnlyList<BatchRunsContract> Runs { get; init; } = [];

    /// <summary>The latest act on its runs; left out for none.</summary>
    public BatchActContract? Act { get; init; }

    /// <summary>A batch.</summary>
    public static BatchContract Of(BatchProgress progress)
    {
        var (row, figures) = (progress.Row, progress.Figures);
        var isFinished = row.State == BatchStates.Finished;
        return new BatchContract(
            row.Id, row.State, row.IsDryRun, row.Year, BatchTerms.Read(row.Terms).Scheme, row.OrganizationId, row.Organizations,
            figures.Waiting, figures.Done, figures.Failed, figures.Cancelled, figures.Households,
            new Money(figures.AmountFen).ToString(), isFinished ? new Money(row.AmountFen).ToString() : null,
            isFinished ? (new Money(figures.AmountFen) - new Money(row.AmountFen)).ToString() : null, progress.PerMinute,
            progress.SecondsLeft, [.. progress.Causes.Select(BatchCauseContract.Of)], row.Maker, Dates.MomentText(row.CreatedAt),
            Dates.MomentText(row.UpdatedAt))
        {
            Runs = [.. figures.Runs.Select(each => new BatchRunsContract(
                each.State, each.Count, each.Households, new Money(each.AmountFen).ToString()))],
            Act = progress.Act is { } act ? BatchActContract.Of(act) : null,
        };
    }
}

/// <summary>The runs of a batch that stand in one state.</summary>
/// <param name="State">The state.</param>
/// <param name="Count">How many.</param>
/// <param name="Households">Their households.</param>
/// <param name="Amount">What those get. Yuan.</param>
internal sealed record BatchRunsContract(string State, long Count, long Households, string Amount);

/// <summary>A cause of failures.</summary>
/// <param name="Code">Its code, as in the list of problems.</param>
/// <param name="Count">How many organisations.</param>
/// <param name="Problem">What is wrong with the first of them.</param>
internal sealed record BatchCauseContract(string Code, long Count, BatchProblemContract? Problem)
{
    /// <summary>A cause.</summary>
    public static BatchCauseContract Of(BatchCauseRow row) =>
        new(row.Code, row.Count, BatchOutcome.Read(row.Outcome)?.Problems.FirstOrDefault());
}

/// <summary>What is wrong.</summary>
/// <param name="Code">Its code, as in the list of problems.</param>
/// <param name="Field">Where; empty for the whole.</param>
/// <param name="Message">In words.</param>
internal sealed record BatchProblemContract(string Code, string Field, WordsContract Message)
{
    /// <summary>A problem.</summary>
    public static BatchProblemContract Of(Problem problem) =>
        new(problem.Code.Name, problem.Field, WordsContract.Of(problem.Message));
}

/// <summary>A finding of a check.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Severity">info, warn or block.</param>
/// <param name="Message">In words.</param>
internal sealed record BatchCheckContract(string Code, string Severity, WordsContract Message);

/// <summary>Batches.</summary>
/// <param name="Batches">The latest first.</param>
/// <param name="Next">What to send as <c>cursor</c> for the next page; null at the end.</param>
internal sealed record BatchPageContract(
    IReadOnlyList<BatchHeadContract> Batches, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    /// <summary>A page.</summary>
    public static BatchPageContract Of(Page<BatchRow> page) => new([.. page.Items.Select(BatchHeadContract.Of)], page.NextCursor);
}

/// <summary>A batch in a list; how far it is, it says itself.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="State">running, paused, finished or cancelled.</param>
/// <param name="DryRun">Whether no run is stored.</param>
/// <param name="Year">The year of the accounts.</param>
/// <param name="Scheme">The scheme for all of them, as stated; left out where there is none.</param>
/// <param name="Organization">Whose people see it; left out for those who see everything.</param>
/// <param name="Organizations">How many it has.</param>
/// <param name="Done">How many had their run when it was finished; left out before.</param>
/// <param name="FinishedAmount">What households got when it was finished. Yuan; left out before.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="UpdatedAt">When it was changed last by somebody, or finished.</param>
internal sealed record BatchHeadContract(
    string Id, string State, bool DryRun, long Year, string? Scheme, string? Organization, long Organizations, long? Done,
    string? FinishedAmount, string CreatedBy, string CreatedAt, string UpdatedAt)
{
    /// <summary>A batch.</summary>
    public static BatchHeadContract Of(BatchRow row)
    {
        var isFinished = row.State == BatchStates.Finished;
        return new BatchHeadContract(
            row.Id, row.State, row.IsDryRun, row.Year, BatchTerms.Read(row.Terms).Scheme, row.OrganizationId, row.Organizations,
            isFinished ? row.Done : null, isFinished ? new Money(row.AmountFen).ToString() : null, row.Maker,
            Dates.MomentText(row.CreatedAt), Dates.MomentText(row.UpdatedAt));
    }
}

/// <summary>Organisations of a batch.</summary>
/// <param name="Organizations">In the order of the batch.</param>
/// <param name="Next">What to send as <c>cursor</c> for the next page; null at the end.</param>
internal sealed record BatchOrganizationPageContract(
    IReadOnlyList<BatchOrganizationContract> Organizations, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    /// <summary>A page.</summary>
    public static BatchOrganizationPageContract Of(Page<BatchOrganizationRow> page) =>
        new([.. page.Items.Select(BatchOrganizationContract.Of)], page.NextCursor);
}

/// <summary>An organisation of a batch.</summary>
/// <param name="Id">The organisation.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">waiting, done or failed.</param>
/// <param name="Run">Its run; left out for none.</param>
/// <param name="RunState">Where the run stands; left out for none.</param>
/// <param name="Households">Households of the run, or of the dry run.</param>
/// <param name="Amount">What they get. Yuan.</param>
/// <param name="Problems">Why it failed; empty when it did not.</param>
/// <param name="Checks">Of a dry run: findings of the checks; of a stored run they are with the run.</param>
/// <param name="Limit">Of a dry run: the most members may be paid. Yuan.</param>
/// <param name="Left">Of a dry run: limit less what members are paid; negative by how much it is above. Yuan.</param>
/// <param name="Binding">Of a dry run: the check that binds.</param>
internal sealed record BatchOrganizationContract(
    string Id, string Name, string State, string? Run, string? RunState, long Households, string Amount,
    IReadOnlyList<BatchProblemContract> Problems, IReadOnlyList<BatchCheckContract>? Checks, string? Limit, string? Left, string? Binding)
{
    /// <summary>Where its run stands within the latest act on the batch; left out where that is not about it.</summary>
    public BatchOrganizationActContract? Act { get; init; }

    /// <summary>An organisation.</summary>
    public static BatchOrganizationContract Of(BatchOrganizationRow row)
    {
        var outcome = row.State == BatchEntryStates.Waiting || row.RunId is not null ? null : BatchOutcome.Read(row.Outcome);
        return new BatchOrganizationContract(
            row.OrganizationId, row.Name, row.State, row.RunId, row.RunState, row.Households, new Money(row.AmountFen).ToString(),
            outcome?.Problems ?? [], outcome?.Checks, outcome?.Limit, outcome?.Left, outcome?.Binding)
        {
            Act = BatchOrganizationActContract.Of(row),
        };
    }
}

/// <summary>How batches are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BatchContract))]
[JsonSerializable(typeof(BatchPageContract))]
[JsonSerializable(typeof(BatchOrganizationPageContract))]
internal sealed partial class BatchContracts : JsonSerializerContext;
