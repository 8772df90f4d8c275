using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Http;

namespace LinkageService.Features.Life;

/// <summary>A page of what is unusual in a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Against">The run it is held against: paid last by the same scheme; of a correction, the run it corrects; left out
/// for none.</param>
/// <param name="Percent">From how many per cent on an amount counted as changed.</param>
/// <param name="Digest">SHA-256 of the whole list: what an act states that it has looked at.</param>
/// <param name="Counts">Households by kind, of the whole list.</param>
/// <param name="Exceptions">By kind, then by member number.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
internal sealed record RunExceptionsContract(
    string Run,
    string? Against,
    int Percent,
    string Digest,
    IReadOnlyDictionary<string, int> Counts,
    IReadOnlyList<ExceptionalHouseholdContract> Exceptions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    /// <summary>Part of the list.</summary>
    public static RunExceptionsContract Of(FoundExceptions found, PageRequest request)
    {
        var page = found.PageOf(request);
        return new RunExceptionsContract(
            found.Run.Id, found.Against?.Id, found.Percent, found.Digest,
            found.Counts.ToDictionary(count => count.Key.Word(), count => count.Value, StringComparer.Ordinal),
            [.. page.Items.Select(ExceptionalHouseholdContract.Of)], page.NextCursor);
    }
}

/// <summary>A household to be looked at again.</summary>
/// <param name="Kind">Why: new, gone, more, less, zero, deceased, account_changed or shared_account.</param>
/// <param name="Household">Its member number.</param>
/// <param name="Name">Whom it is named after; left out where nobody said.</param>
/// <param name="Before">What it was paid then; left out when it was not in that run.</param>
/// <param name="After">What this run gives it; left out when it is not in it.</param>
/// <param name="On">Of one deceased, the day of the last death; of a changed account, the day it was noted.</param>
/// <param name="By">Who noted the account.</param>
/// <param name="With">Other households with its account.</param>
/// <param name="Account">Of a changed account, its number, masked; in full for whoever approves or may see numbers, and says why. Left out
/// for cash.</param>
/// <param name="AccountBefore">The account of then, masked; left out for cash.</param>
internal sealed record ExceptionalHouseholdContract(
    string Kind, string Household, string? Name, string? Before, string? After, string? On, string? By, IReadOnlyList<string>? With,
    string? Account, string? AccountBefore)
{
    /// <summary>One of the list.</summary>
    public static ExceptionalHouseholdContract Of(ExceptionalHousehold household) => new(
        household.Kind.Word(), household.Household, household.Name, household.Before?.ToString(), household.After?.ToString(),
            household.On,
        household.By, household.With.Count == 0 ? null : household.With, household.Account, household.AccountBefore);
}

/// <summary>What stands in the way of the next act of a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Act">submit, disclose, approve, pay or close; left out where none is left.</param>
/// <param name="Earliest">From which day on it can be taken at the earliest; left out for at once.</param>
/// <param name="Blockers">What blocks first, then what warns.</param>
internal sealed record RunBlockersContract(
    string Run,
    string? Act,
    string? Earliest,
    IReadOnlyList<RunBlockerContract> Blockers)
{
    /// <summary>What was found.</summary>
    public static RunBlockersContract Of(RunBlockers found) => new(
        found.Run.Id, found.Act, found.Earliest is { } day ? Dates.Text(day) : null, [.. found.Blockers.Select(blocker =>
            new RunBlockerContract(
                blocker.Code, blocker.Severity, WordsContract.Of(blocker.Message), blocker.Who, LinkOf(found.Run.Id, blocker)))]);

    /// <summary>The page of the console where it is cured; null where there is none.</summary>
    public static string? LinkOf(string run, RunBlocker blocker) => blocker.Page is null ? null : $"/runs/{run}/{blocker.Page}";
}

/// <summary>Something in the way of an act.</summary>
/// <param name="Code">A code of docs/errors.md where the act would be refused, else of a check.</param>
/// <param name="Severity">block: the act would be refused; warn: it can be taken and leaves a warning.</param>
/// <param name="Message">What it is, with its figures.</param>
/// <param name="Who">Who cures it: preparer, approver, other (an approver who is not the caller) or time.</param>
/// <param name="Link">The page of the console where it is cured; left out where there is none.</param>
internal sealed record RunBlockerContract(string Code, string Severity, WordsContract Message, string Who, string? Link);

/// <summary>How exceptions and blockers are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunExceptionsContract))]
[JsonSerializable(typeof(RunBlockersContract))]
internal sealed partial class ReviewContracts : JsonSerializerContext;
