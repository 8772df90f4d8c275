using System.Security.Cryptography;
using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Comparisons;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Corrections;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Http;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>What is unusual in a run.</summary>
/// <param name="Run">Which run.</param>
/// <param name="Percent">From how many per cent on an amount counts as changed; null for <see cref="StandardPercent"/>.</param>
/// <param name="Page">Which part of the list.</param>
internal sealed record RunExceptionsRequest(string Run, int? Percent, PageRequest Page) : CheckedRequest
{
    /// <summary>Unless somebody says otherwise.</summary>
    /// <value>20.</value>
    public const int StandardPercent = 20;

    /// <summary>Per cent there may be.</summary>
    public static WholeRange Percents { get; } = new(0, 1000);
}

/// <summary>The shape of it.</summary>
internal sealed class RunExceptionsValidator : AbstractValidator<RunExceptionsRequest>
{
    public RunExceptionsValidator()
    {
        RuleFor(request => request.Percent).IsIn("percent", RunExceptionsRequest.Percents);
        RuleFor(request => request.Page).IsPage();
    }
}

/// <summary>The list that somebody looked through before an act.</summary>
/// <param name="Digest">Of the list, as it was read.</param>
/// <param name="Percent">From how many per cent on an amount counted as changed in it; null for the standard.</param>
internal sealed record AcknowledgedExceptions(string? Digest, int? Percent);

/// <summary>The shape of it.</summary>
internal sealed class AcknowledgedExceptionsValidator : AbstractValidator<AcknowledgedExceptions>
{
    public AcknowledgedExceptionsValidator()
    {
        RuleFor(exceptions => exceptions.Digest).IsText("digest", TextRules.MaxWord, isRequired: true, hasLines: false);
        RuleFor(exceptions => exceptions.Percent).IsIn("percent", RunExceptionsRequest.Percents);
    }
}

/// <summary>
/// Holds a run against the one that was paid last: who is new, gone, paid much more or less or nothing, who died, whose account is
/// another than then or several households' at once. Amounts are those of the stored runs; who died and whose account it is, is what is
/// known now. Of a roster that came with the request only the amounts are known. A changed account is shown in full to whoever may agree
/// to it and says why, and the audit log notes it before.
/// </summary>
internal sealed class FindExceptions(
    Database database, PrivateNumbers numbers, PayeeChecks payees, RevealNumbers reveal, TimeProvider time)
{
    private const int MaxNamed = 5;

    private readonly RunExceptionsValidator _validator = new();

    /// <exception cref="RefusedException"><c>unknown_run</c>, or what is wrong with the request.</exception>
    public async Task<FoundExceptions> HandleAsync(Caller caller, RunExceptionsRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var found = await database.SnapshotAsync(async session =>
        {
            var run = await RunAccess.RequireAsync(session, caller, request.Run);
            return await OfAsync(session, run, request.Percent ?? RunExceptionsRequest.StandardPercent);
        }, cancellation);
        var (organization, changed) = (found.Run.OrganizationId, found.Households.Count(household => household.SealedAccount is not null));
        if (changed == 0 || !RevealNumbers.AppliesToChanged(caller))
        {
            return found;
        }

        await reveal.NoteAsync(caller, organization, RevealNumbers.SubjectOfMany(organization), changed, cancellation);
        return found with
        {
            Households = [.. found.Households.Select(household => household.SealedAccount is { } account
                ? household with { Account = reveal.Open(account, organization, household.Household) }
                : household)],
        };
    }

    /// <summary>What is to be kept of a list that somebody looked through: it still is the list of the run.</summary>
    /// <param name="session">Where to look.</param>
    /// <param name="run">The run.</param>
    /// <param name="acknowledged">What they looked at; null when they did not say.</param>
    /// <param name="review">Who does what with it, when.</param>
    /// <returns>Null when they did not say.</returns>
    /// <exception cref="RefusedException"><c>exceptions_changed</c>: it is another by now.</exception>
    public async Task<ExceptionReview?> RequireSameAsync(
        Session session, RunRow run, AcknowledgedExceptions? acknowledged, (string Act, Caller Caller, string At) review)
    {
        if (acknowledged is null)
        {
            return null;
        }

        var found = await OfAsync(session, run, acknowledged.Percent ?? RunExceptionsRequest.StandardPercent);
        return string.Equals(found.Digest, acknowledged.Digest, StringComparison.Ordinal)
            ? ExceptionReview.Of(found, review.Act, review.Caller.Name, review.At)
            : throw new RefusedException(Failure.Of(ProblemCodes.ExceptionsChanged,
                "异动清单和您看到的不一样了（名册或账号刚改过），请重新看一遍再办",
                "the exceptions are not those that were looked at any more: the roster or an account changed; look again",
                "exceptions.digest"));
    }

    /// <summary>Whoever noted another account since the households were paid last does not approve that money goes there.</summary>
    /// <returns>Null where the caller noted none.</returns>
    public async Task<Problem?> OwnAccountsAsync(Session session, RunRow run, Caller caller)
    {
        // Nearly always nobody who approves changes the roster, and the roster need not be read.
        if (run.Roster != RosterKinds.Stored || run.Kind != RunKinds.Distribution
            || !await HouseholdStore.HasFactsByAsync(session, run.OrganizationId, caller.Name))
        {
            return null;
        }

        var own = (await OfAsync(session, run, RunExceptionsRequest.StandardPercent)).Households
            .Where(household => household.Kind == ExceptionKind.AccountChanged && caller.Is(household.By))
            .Select(household => household.Household).ToArray();
        var (zh, en) = (string.Join("、", own.Take(MaxNamed)) + (own.Length > MaxNamed ? "……" : ""),
            string.Join(", ", own.Take(MaxNamed)) + (own.Length > MaxNamed ? "…" : ""));
        return own.Length == 0 ? null : new Problem(ProblemCodes.AccountChangedByApprover, "", new LocalizedText(
            $"上次发放以后，{own.Length} 户（{zh}）的账号是 {caller.Name} 改的，要由另一人核对账号并批准",
            $"since the last payment {caller.Name} noted another account of {own.Length} households ({en}); somebody else approves "
            + "this run"));
    }

    /// <summary>What is unusual in a run, as of a session.</summary>
    public async Task<FoundExceptions> OfAsync(Session session, RunRow run, int percent)
    {
        var against = run.Kind == RunKinds.Distribution ? await RunStore.LastPaidBeforeAsync(session, run)
            : run.Corrects is { } corrected ? await RunStore.FindAsync(session, corrected)
            : null;
        var (before, after) = await BooksAsync(session, run, against);
        // Without an earlier run it is held against itself: only who gets nothing stands out.
        var comparison = RunComparison.Of(before ?? after, after);
        var found = FoundExceptions.OfAmounts(comparison, percent)
            .Select(household => before is null ? household with { Before = null } : household).ToList();
        if (run.Roster == RosterKinds.Stored)
        {
            var roster = new Roster(session, run, against, comparison);
            found.AddRange(await DeceasedAsync(roster));
            found.AddRange(await SharedAccountsAsync(roster));
            found.AddRange(await ChangedAccountsAsync(roster));
            found = await WithNamesAsync(roster, found);
        }

        return FoundExceptions.Of(run, against, percent, found);
    }

    private static async Task<(RunBooks? Before, RunBooks After)> BooksAsync(Session session, RunRow run, RunRow? against)
    {
        if (against is null)
        {
            return (null, await StoredBooks.OfAsync(session, run));
        }

        if (run.Kind == RunKinds.Correction)
        {
            var details = CorrectionDetails.Of(run);
            var before = await StoredBooks.PaidAsync(session, details.Corrects, details.After.Select(earlier => earlier.Run));
            return (before, before.Plus(await StoredBooks.PartAsync(session, run)));
        }

        var corrections = (await RunStore.StandingCorrectionsAsync(session, against.Id))
            .Where(correction => correction.State is RunStates.Paid or RunStates.Closed).Select(correction => correction.Id);
        return (await StoredBooks.PaidAsync(session, against.Id, corrections), await StoredBooks.OfAsync(session, run));
    }

    private static async Task<IEnumerable<ExceptionalHousehold>> DeceasedAsync(Roster roster) =>
        (await PayeeChecks.DeceasedOnAsync(roster.Session, roster.Run.OrganizationId, roster.Run.RecordDate))
        .Select(each => roster.Household(ExceptionKind.Deceased, each.Key) is { } household ? household with { On = each.Value } : null)
        .OfType<ExceptionalHousehold>();

    private async Task<IEnumerable<ExceptionalHousehold>> SharedAccountsAsync(Roster roster)
    {
        var groups = await payees.SharedAccountsAsync(roster.Session, roster.Run.OrganizationId, roster.Run.RecordDate);
        return groups
            .SelectMany(group => group.Select(id => roster.Household(ExceptionKind.SharedAccount, id) is { } household
                ? household with { With = [.. group.Where(other => other != id)] }
                : null))
            .OfType<ExceptionalHousehold>();
    }

    // The account the money would go to now, and the one it went to then.
    private async Task<IEnumerable<ExceptionalHousehold>> ChangedAccountsAsync(Roster roster)
    {
        if (roster.Against is not { } against || RunLife.Read(against.Progress) is not { PaidOn: { } paidOn, PaidAt: { } paidAt })
        {
            return [];
        }

        _ = Dates.TryReadMoment(paidAt, out var knownThen);
        var (organization, today) = (roster.Run.OrganizationId, Dates.Text(Dates.Today(time)));
        var then = new Dictionary<string, AccountData?>(StringComparer.Ordinal);
        await foreach (var (household, data) in HouseholdStore.DataAsOfAsync(roster.Session, organization, paidOn, knownThen))
        {
            then[household] = HouseholdData.Parse(data).Account;
        }

        var changed = new List<ExceptionalHousehold>();
        await foreach (var (id, data) in HouseholdStore.DataAsOfAsync(roster.Session, organization, today, long.MaxValue))
        {
            if (roster.Household(ExceptionKind.AccountChanged, id) is { Before: not null, After.Fen: > 0 } household
                && then.TryGetValue(id, out var before) && HouseholdData.Parse(data).Account is var now
                && !IsSame(before, now, organization, id))
            {
                changed.Add(household with { AccountBefore = before?.Masked, Account = now?.Masked, SealedAccount = now?.Number });
            }
        }

        return await WithWhomAsync(roster, changed);
    }

    // Who noted the account that stands now: the fact known last that says it, after one that does not.
    private async Task<IEnumerable<ExceptionalHousehold>> WithWhomAsync(Roster roster, List<ExceptionalHousehold> changed)
    {
        for (var at = 0; at < changed.Count; at++)
        {
            var (organization, id) = (roster.Run.OrganizationId, changed[at].Household);
            var facts = (await HouseholdStore.HistoryAsync(roster.Session, organization, id))
                .Where(fact => fact.Present == 1).OrderBy(fact => fact.KnownAt).ToArray();
            var noted = facts.Length - 1;
            while (noted > 0 && IsSame(AccountOf(facts[noted - 1]), AccountOf(facts[^1]), organization, id))
            {
                noted--;
            }

            changed[at] = changed[at] with
            {
                By = facts[noted].Actor,
                On = Dates.Text(DateOnly.FromDateTime(Dates.InChina(Moment.ToTime(facts[noted].KnownAt)).DateTime)),
            };
        }

        return changed;
    }

    private static AccountData? AccountOf(HouseholdFact fact) => HouseholdData.Parse(fact.Data).Account;

    // A number that cannot be read any more is found by the verification of the database; here it counts as another.
    private bool IsSame(AccountData? one, AccountData? other, string organization, string household)
    {
        var (left, right) = (one?.Number, other?.Number);
        if (left is null || right is null || string.Equals(left, right, StringComparison.Ordinal))
        {
            return string.Equals(left, right, StringComparison.Ordinal);
        }

        try
        {
            return string.Equals(
                numbers.Decrypt(left, organization, household), numbers.Decrypt(right, organization, household),
                    StringComparison.Ordinal);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static async Task<List<ExceptionalHousehold>> WithNamesAsync(Roster roster, List<ExceptionalHousehold> found)
    {
        var names = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var id in found.Select(household => household.Household).Distinct(StringComparer.Ordinal))
        {
            var facts = await HouseholdStore.HistoryAsync(roster.Session, roster.Run.OrganizationId, id);
            names[id] = facts.LastOrDefault(fact => fact.Present == 1) is { } last ? HouseholdData.Parse(last.Data).Name : null;
        }

        return [.. found.Select(household => household with { Name = names[household.Household] })];
    }

    // The households of the two runs by number.
    private sealed class Roster
    {
        private readonly Dictionary<string, ComparedHousehold> _households;

        public Roster(Session session, RunRow run, RunRow? against, RunComparison comparison)
        {
            (Session, Run, Against) = (session, run, against);
            _households = Enumerable.Range(0, comparison.Count).Select(comparison.Household)
                .ToDictionary(household => household.Household, StringComparer.Ordinal);
        }

        public Session Session { get; }

        public RunRow Run { get; }

        public RunRow? Against { get; }

        // Null for one that is not in the run.
        public ExceptionalHousehold? Household(ExceptionKind kind, string id) =>
            _households.TryGetValue(id, out var compared) && compared.After is { } after
                ? new ExceptionalHousehold(kind, id, Against is null ? null : compared.Before, after)
                : null;
    }
}
