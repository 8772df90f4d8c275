using Google.Protobuf.Collections;
using LinkageService.Engine.Comparisons;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Features.Settlements;
using LinkageService.Features.Statements;
using LinkageService.Http;
using LinkageService.Storage.Runs;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Corrections;

/// <summary>Reads and writes corrections, comparisons and verifications as proto messages.</summary>
internal static class ProtoCorrections
{
    /// <summary>A correction to be made.</summary>
    public static CorrectRunRequest Correct(Proto.CorrectRunRequest request, int maxSchemeBytes)
    {
        var fields = new MessageFields();
        var (recordDate, knownAt) = (fields.Date("record_date", request.RecordDate), fields.Moment("known_at", request.KnownAt));
        var terms = Figures(request.Parameters, request.Inputs, maxSchemeBytes);
        return new CorrectRunRequest(request.Id, OrNull(request.Etag), OrNull(request.IdempotencyKey))
        {
            Policy = OrNull(request.Policy),
            Reason = request.Reason,
            RecordDate = recordDate,
            KnownAt = knownAt,
            Preview = request.Preview,
            Terms = terms with
            {
                Households = request.Households is { } sent ? new ProtoHouseholds(sent.Households) : null,
                FormProblems = [.. terms.FormProblems, .. fields.Problems],
            },
        };
    }

    /// <summary>What is to be different in a comparison.</summary>
    public static CalculateDistributionRequest Terms(Proto.OtherTerms terms, int maxSchemeBytes) =>
        Figures(terms.Parameters, terms.Inputs, maxSchemeBytes) with { Scheme = OrNull(terms.Scheme) };

    /// <summary>What a correction is about.</summary>
    public static Proto.Correction Details(CorrectionDetails details)
    {
        var message = new Proto.Correction
        {
            Corrects = details.Corrects,
            Policy = details.Policy,
            Reason = details.Reason,
            PayableFen = details.Payable.Fen,
            ArrearsFen = details.Arrears.Fen,
            RecoveriesFen = details.Recoveries.Fen,
        };
        message.After.AddRange(details.After.Select(earlier =>
            new Proto.EarlierCorrection { Run = earlier.Run, Digest = earlier.Digest }));
        return message;
    }

    /// <summary>What a run settles.</summary>
    public static Proto.Settled Settled(SettledTotals settled) => new()
    {
        Households = settled.Households,
        ArrearsFen = settled.Arrears.Fen,
        RecoveriesFen = settled.Recoveries.Fen,
        PayableFen = settled.Payable.Fen,
    };

    /// <summary>Adds what stands after the lines of a statement.</summary>
    public static void AddEnd(Proto.Statement statement, RunFacts run, StatementEnd end)
    {
        statement.Withheld = run.Withholds ? WithheldAnswers.Message(end) : null;
        if (run.Policy is { } policy)
        {
            var change = Payable.OfCorrection(statement.TotalFen, policy, end.Withheld);
            (statement.PayableFen, statement.CarriedFen) = (change.PaidFen, change.CarriedFen);
        }
        else if (run.Settles)
        {
            statement.Settlements.AddRange(end.Settlements.Select(row =>
                new Proto.Settlement { Correction = row.CorrectionRunId, AmountFen = row.AmountFen }));
            ProtoSettlements.AddPayee(statement, run.Settlement);
            statement.PayableFen = Payable.OfDistribution(statement.TotalFen, end.SettledFen, end.Withheld).PaidFen;
        }
        else if (run.Withholds)
        {
            statement.PayableFen = Payable.OfDistribution(statement.TotalFen, settled: 0, end.Withheld).PaidFen;
        }
    }

    /// <summary>One side of a comparison.</summary>
    public static Proto.ComparedRun Side(ComparedRun run) => new()
    {
        Id = run.Run ?? "",
        Scheme = new Proto.SchemeReference { Id = run.Scheme.Id, Version = run.Scheme.Version, Digest = run.Scheme.Digest },
        Year = run.Year,
        Digest = run.Digest,
    };

    /// <summary>Who gains and who loses, with one page of households.</summary>
    public static Proto.Comparison Comparison(RunComparison comparison, PageRequest page)
    {
        var message = new Proto.Comparison { Registered = Group(comparison.Registered), Others = Group(comparison.Others) };
        message.Benefits.AddRange(comparison.Benefits.Select(benefit => new Proto.ComparedBenefit
        {
            Benefit = benefit.Benefit,
            BeforeFen = benefit.Before.Fen,
            AfterFen = benefit.After.Fen,
            RegisteredBeforeFen = benefit.RegisteredBefore.Fen,
            RegisteredAfterFen = benefit.RegisteredAfter.Fen,
        }));
        message.Sources.AddRange(comparison.Sources.Select(Account));
        message.Funds.AddRange(comparison.Funds.Select(Account));
        var from = page.After.Length == 0 ? 0 : comparison.After(page.After);
        var to = Math.Min(comparison.Count, from + page.Limit);
        for (var at = from; at < to; at++)
        {
            message.Households.Add(Household(comparison.Household(at)));
        }

        message.NextCursor = to < comparison.Count ? ProtoRunRequests.Cursor(comparison.Household(to - 1).Household) : "";
        return message;
    }

    /// <summary>What came of computing a run once more.</summary>
    public static Proto.VerifyRunResponse Verification(RunVerification verification)
    {
        var row = verification.Row;
        var message = new Proto.VerifyRunResponse
        {
            Id = row.Id,
            Kind = ProtoRuns.Kind(row.Kind),
            Matches = verification.Matches,
            Digest = row.Digest,
            Recomputed = verification.Recomputed ?? "",
            Roster = row.Roster == RosterKinds.Stored ? Proto.RosterKind.Stored : Proto.RosterKind.Inline,
            FromFacts = verification.FromFacts ?? "",
            AmountsMatch = verification.AmountsMatch,
            Blocks = verification.Blocks,
            BlocksMatch = verification.BlocksMatch,
        };
        message.DamagedBlocks.AddRange(verification.Damaged);
        if (verification.Proof is { } proof)
        {
            message.Proof = new Proto.ProofVerification { Matches = proof.Matches, Root = proof.Root, Recomputed = proof.Recomputed ?? "" };
        }

        return message;
    }

    /// <summary>What a household got in one run.</summary>
    public static Proto.HouseholdStatement Year(HouseholdStatement each)
    {
        var row = each.Run.Row;
        return new Proto.HouseholdStatement
        {
            Run = row.Id,
            Year = (int)row.Year,
            Kind = ProtoRuns.Kind(row.Kind),
            State = ProtoRuns.State(row.State),
            Corrects = row.Corrects ?? "",
            Scheme = new Proto.SchemeReference { Id = row.SchemeId, Version = (int)row.SchemeVersion, Digest = row.SchemeDigest },
            Digest = row.Digest,
            Statement = ProtoRuns.Statement(each.Facts, each.Household, each.End),
        };
    }

    private static CalculateDistributionRequest Figures(
        MapField<string, string> parameters, MapField<string, Proto.InputValue> inputs, int maxSchemeBytes)
    {
        var header = new Proto.CalculationHeader();
        header.Parameters.Add(parameters);
        header.Inputs.Add(inputs);
        return ProtoRequests.Read(header, households: null, explain: false, maxSchemeBytes);
    }

    private static Proto.ComparedGroup Group(ComparedGroup group) => new()
    {
        Households = group.Households,
        Gainers = group.Gainers,
        Losers = group.Losers,
        Unchanged = group.Unchanged,
        Joined = group.Joined,
        Left = group.Left,
        BeforeFen = group.Before.Fen,
        AfterFen = group.After.Fen,
        GainedFen = group.Gained.Fen,
        LostFen = group.Lost.Fen,
    };

    private static Proto.ComparedAccount Account(ComparedAccount account) =>
        new() { Name = account.Name, BeforeFen = account.Before.Fen, AfterFen = account.After.Fen };

    private static Proto.ComparedHousehold Household(ComparedHousehold household)
    {
        var message = new Proto.ComparedHousehold
        {
            Household = household.Household,
            Registered = household.IsRegistered,
            DeltaFen = household.Delta.Fen,
        };
        if (household.Before is { } before)
        {
            message.BeforeFen = before.Fen;
        }

        if (household.After is { } after)
        {
            message.AfterFen = after.Fen;
        }

        return message;
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
