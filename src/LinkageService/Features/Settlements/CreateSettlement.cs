using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Corrections;
using LinkageService.Features.Households;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Settlements;

/// <summary>
/// Makes a run that pays what corrections left open for households: to themselves, or to an heir or another who takes their place.
/// What it pays counts as settled from its draft on, so that no other run settles it too; cancelling the run opens it again.
/// </summary>
internal sealed class CreateSettlement(
    Database database, PayeeChecks payees, PrivateNumbers numbers, RunsInProgress running, TimeProvider time)
{
    private readonly CreateSettlementValidator _validator = new();

    /// <exception cref="RefusedException">It cannot be made so, or something else is open than was read.</exception>
    public async Task<CreatedRun> HandleAsync(Caller caller, CreateSettlementRequest request, CancellationToken cancellation)
    {
        var organization = await database.ReadAsync(
            session => OrganizationScope.RequireAsync(session, caller, request.Organization), cancellation);
        _validator.Require(request);
        using var taken = running.Take(organization.Id, request.IdempotencyKey!);

        var at = new RunStart(
            Guid.CreateVersion7().ToString("N"), caller.Name, Moment.Of(time.GetUtcNow()), request.Year ?? Dates.Today(time).Year);
        var earlier = await database.ReadAsync(
            session => RunStore.FindKeyAsync(session, organization.Id, request.IdempotencyKey!), cancellation);
        var digests = request.Digests(at.Year, numbers);
        var digest = digests.FirstOrDefault(each => earlier is not null && each.AsSpan().SequenceEqual(earlier.RequestDigest))
            ?? digests[^1];
        var key = new IdempotencyRow(organization.Id, request.IdempotencyKey!, digest, at.Run, at.Now);
        var (stored, isReplayed) = await IdempotentRuns.StoreAsync(
            database, caller, key, session => PrepareAsync(session, request, at), cancellation);
        return new CreatedRun(stored, Preview: null, isReplayed);
    }

    private async Task<NewRun> PrepareAsync(WriteSession session, CreateSettlementRequest request, RunStart at)
    {
        // Runs that settle, closings and this are made one after another: each sees those before it.
        await OrganizationStore.HoldAsync(session, request.Organization);
        var organization = (await OrganizationStore.FindAsync(session, request.Organization))!;
        var claims = await ClaimsAsync(session, request, at.Year);
        var details = new SettlementDetails(
            request.Payer!, request.Reason!,
            claims.Select(claim => claim.Claim).ToArray(), await PayeesAsync(session, request, claims));
        var run = new SettlementPacking(organization, details).Pack(at, Dates.Text(Dates.Today(time)));
        var life = await payees.RenewAsync(session, run.Row, RunLife.Read(run.Row.Progress));
        return run with { Row = run.Row with { Progress = life.Text() } };
    }

    // All of them are looked at before any is refused.
    private static async Task<IReadOnlyList<(SettledClaim Claim, BalanceToPay Asked)>> ClaimsAsync(
        WriteSession session, CreateSettlementRequest request, int year)
    {
        var open = (await CarryStore.BalancesAsync(session, request.Organization))
            .ToDictionary(row => (row.HouseholdId, row.CorrectionRunId));
        var (claims, problems) = (new List<(SettledClaim, BalanceToPay)>(), new List<Problem>());
        for (var at = 0; at < request.Balances.Count; at++)
        {
            var (asked, field) = (request.Balances[at], CreateSettlementValidator.FieldOf(at));
            var household = await HouseholdIdentity.RequireAsync(
                session, request.Organization, asked.Household!, field + ".household");
            if (!open.TryGetValue((household, asked.Correction!), out var balance)
                && !open.TryGetValue((asked.Household!, asked.Correction!), out balance))
            {
                problems.Add(CloseBalance.Unknown(asked.Household!, asked.Correction!, field + ".household"));
            }
            else if (Refusal(balance, asked, year, field) is { } problem)
            {
                problems.Add(problem);
            }
            else
            {
                claims.Add((new SettledClaim(
                    balance.HouseholdId, balance.CorrectionRunId, (int)balance.Year, balance.OpenFen), asked));
            }
        }

        if (problems.Count > 0)
        {
            throw new RefusedException(Failure.Of(problems));
        }

        return claims.OrderBy(each => each.Item1.Household, HouseholdOrder.Instance)
            .ThenBy(each => each.Item1.Correction, StringComparer.Ordinal).ToArray();
    }

    private static Problem? Refusal(BalanceRow balance, BalanceToPay asked, int year, string field)
    {
        if (balance.CarriedFen < 0)
        {
            return new Problem(ProblemCodes.InvalidValue, field + ".amount", new LocalizedText(
                $"户“{balance.HouseholdId}”这笔是应扣回的（{new Money(balance.OpenFen)} 元），不能付给它；不再追扣的请用核销",
                $"this balance of household \"{balance.HouseholdId}\" is to be recovered ({new Money(balance.OpenFen)} yuan) and cannot be "
                + "paid to it; close it where nothing is to be recovered"));
        }

        if (balance.OpenFen != asked.AmountFen || balance.OpenFen == 0)
        {
            return CloseBalance.Stale(balance.OpenFen, asked.AmountFen!.Value, field + ".amount");
        }

        return balance.Year <= year ? null : new Problem(ProblemCodes.InvalidValue, "year", new LocalizedText(
            $"户“{balance.HouseholdId}”这笔差额属于 {balance.Year} 年，不能在 {year} 年付清",
            $"this balance of household \"{balance.HouseholdId}\" is of {balance.Year}: it cannot be paid in {year}"));
    }

    private async Task<SettlementPayee[]> PayeesAsync(
        WriteSession session, CreateSettlementRequest request, IReadOnlyList<(SettledClaim Claim, BalanceToPay Asked)> claims)
    {
        var found = new List<SettlementPayee>();
        foreach (var (household, asked) in claims.Select(each => (each.Claim.Household, each.Asked.Payee))
            .DistinctBy(each => each.Household, StringComparer.Ordinal))
        {
            found.Add(asked is null
                ? await SelfAsync(session, request.Organization, household)
                : Seal(asked, request.Organization, household));
        }

        return [.. found];
    }

    // As it last stood on the roster; its number is kept as it is stored there, encrypted for this household.
    private static async Task<SettlementPayee> SelfAsync(Session session, string organization, string household)
    {
        var last = (await HouseholdStore.HistoryAsync(session, organization, household)).LastOrDefault(fact => fact.Present == 1);
        var data = last is null ? null : HouseholdData.Parse(last.Data);
        return new SettlementPayee(household, data?.Account?.Holder ?? data?.Name ?? "", PayeeRelations.Self)
        {
            Bank = data?.Account?.Bank,
            Number = data?.Account?.Number,
            Hint = data?.Account?.Hint,
        };
    }

    private SettlementPayee Seal(StatedPayee asked, string organization, string household)
    {
        var account = asked.Account is null ? null : asked.AccountNumber();
        return new SettlementPayee(household, asked.Name!, asked.Relation!)
        {
            Bank = asked.Bank,
            Number = account is null ? null : numbers.Encrypt(account, organization, household),
            Hint = account is null ? null : AccountNumber.Hint(account),
            Evidence = numbers.Encrypt(asked.Evidence!, organization, household),
            EvidenceHint = EvidenceText.Mask(asked.Evidence!),
        };
    }
}

/// <summary>A run about to be made.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Maker">Who makes it.</param>
/// <param name="Now">When, in microseconds.</param>
/// <param name="Year">The year of the accounts.</param>
internal sealed record RunStart(string Run, string Maker, long Now, int Year);
