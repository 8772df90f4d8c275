using System.Diagnostics;
using LinkageService.Documents;
using LinkageService.Features.Calculations;
using LinkageService.Features.Corrections;
using LinkageService.Features.Life;
using LinkageService.Features.Settlements;
using LinkageService.Features.Statements;
using LinkageService.Http;
using LinkageService.Storage.Runs;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Runs;

/// <summary>Writes runs as proto messages.</summary>
internal static class ProtoRuns
{
    /// <summary>A run, statements apart.</summary>
    public static Proto.Run Run(StoredRun run, bool isStored = true)
    {
        var row = run.Row;
        var message = new Proto.Run
        {
            Organization = row.OrganizationId,
            Kind = Kind(row.Kind),
            Corrects = row.Corrects ?? "",
            Policy = row.Policy ?? "",
            Result = ProtoResults.Result(run.Summary),
            RecordDate = row.RecordDate,
            From = run.Window is { } window ? Dates.Text(window.From) : "",
            Roster = row.Roster == RosterKinds.Stored ? Proto.RosterKind.Stored : Proto.RosterKind.Inline,
            HouseholdCount = row.Households,
            Correction = run.Correction is null ? null : ProtoCorrections.Details(run.Correction),
            Settled = run.Settled is null ? null : ProtoCorrections.Settled(run.Settled),
            Settlement = run.Settlement is null ? null : ProtoSettlements.Details(run.Settlement),
            CarriedFrom = run.Carry?.From() is { } from ? Carried(from) : null,
            Withholding = WithheldAnswers.Message(run.Life.Withholding),
        };
        if (!isStored)
        {
            return message;
        }

        message.Id = row.Id;
        message.State = State(row.State);
        message.Etag = EntityTag.Of(row.Revision);
        message.Maker = row.Maker;
        message.KnownAt = Dates.MomentText(row.KnownAt);
        message.CreatedAt = Dates.MomentText(row.CreatedAt);
        message.UpdatedAt = Dates.MomentText(row.UpdatedAt);
        message.Life = Life(run.Life);
        message.Archive = run.Archive is { } archive
            ? new Proto.RunArchive { File = archive.FileName, Since = Dates.MomentText(archive.Since) }
            : null;
        return message;
    }

    /// <summary>The statements of a page.</summary>
    public static IEnumerable<Proto.Statement> Statements(StoredStatements page) =>
        page.Page.Items.Select(household => Statement(page.Run, household, page.Ends[household.Household]));

    /// <summary>The statement of a household.</summary>
    public static Proto.Statement Statement(RunFacts run, HouseholdValues household, StatementEnd end)
    {
        var statement = new Proto.Statement { Household = household.Household };
        foreach (var label in run.Labels)
        {
            statement.Labels.Add(label.Name, label.Values[label.CodeOf(household)]);
        }

        var amounts = run.Columns.Amounts(household);
        for (var step = 0; step < amounts.Length; step++)
        {
            if (amounts[step] == 0)
            {
                continue;
            }

            var (id, benefit, isRecord) = run.Columns.Steps[step];
            var line = new Proto.StatementLine { Step = id, Benefit = benefit, AmountFen = amounts[step] };
            (isRecord ? statement.Records : statement.Lines).Add(line);
            statement.TotalFen += isRecord ? 0 : amounts[step];
        }

        ProtoCorrections.AddEnd(statement, run, end);
        return With(statement, run.Carry?.FromOf(household.Values));
    }

    /// <summary>A statement with what its household took from an earlier run.</summary>
    public static Proto.Statement With(Proto.Statement statement, CarriedFrom? from)
    {
        statement.CarriedFrom = from is null ? null : Carried(from);
        return statement;
    }

    private static Proto.CarriedFrom Carried(CarriedFrom from)
    {
        var message = new Proto.CarriedFrom { Run = from.Run, Year = from.Year, Text = ProtoText.Of(from.Words) };
        message.Corrections.AddRange(from.Corrections);
        message.Inputs.AddRange(from.Inputs.Select(input => new Proto.CarriedInput
        {
            Name = input.Name, Account = input.Source, AmountFen = input.Amount.Fen, UncorrectedFen = input.Uncorrected?.Fen,
        }));
        message.Holdings.AddRange(from.Holdings.Select(holding => new Proto.CarriedHolding
        {
            Name = holding.Name, Step = holding.Source, AmountFen = holding.Amount.Fen, UncorrectedFen = holding.Uncorrected?.Fen,
            Households = holding.Households,
        }));
        return message;
    }

    /// <summary>An objection.</summary>
    public static Proto.Objection Objection(ObjectionRow row) => new()
    {
        Id = row.Id,
        Household = row.HouseholdId ?? "",
        Content = row.Content,
        RaisedBy = row.RaisedBy,
        RaisedAt = Dates.MomentText(row.RaisedAt),
        Resolution = row.Resolution ?? "",
        ResolvedBy = row.ResolvedBy ?? "",
        ResolvedAt = row.ResolvedAt is { } at ? Dates.MomentText(at) : "",
    };

    /// <summary>An entry of the audit log.</summary>
    public static Proto.RunHistoryEntry Entry(HistoryRow row) => new()
    {
        Seq = row.Seq,
        At = Dates.MomentText(row.At),
        Actor = row.Actor,
        Action = row.Action,
        Before = DigestText.OrNull(row.BeforeDigest) ?? "",
        After = DigestText.OrNull(row.AfterDigest) ?? "",
        DetailsJson = row.Details,
    };

    /// <summary>The kind of a word.</summary>
    public static Proto.RunKind Kind(string kind) => kind switch
    {
        RunKinds.Distribution => Proto.RunKind.Distribution,
        RunKinds.Correction => Proto.RunKind.Correction,
        RunKinds.Settlement => Proto.RunKind.Settlement,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of run"),
    };

    /// <summary>The word of a state, or null for any.</summary>
    public static string? Word(Proto.RunState state) =>
        RunStates.All.FirstOrDefault(word => State(word) == state);

    /// <summary>The state of a word.</summary>
    public static Proto.RunState State(string state) => state switch
    {
        RunStates.Draft => Proto.RunState.Draft,
        RunStates.Submitted => Proto.RunState.Submitted,
        RunStates.Disclosed => Proto.RunState.Disclosed,
        RunStates.Approved => Proto.RunState.Approved,
        RunStates.Paid => Proto.RunState.Paid,
        RunStates.Closed => Proto.RunState.Closed,
        RunStates.Cancelled => Proto.RunState.Cancelled,
        _ => throw new UnreachableException(),
    };

    private static Proto.RunLife Life(RunLife life)
    {
        var message = Figures(life);
        message.Reviews.AddRange((life.Reviews ?? []).Select(Review));
        message.Editors.AddRange(life.Editors ?? []);
        message.Overrides.AddRange((life.Overrides ?? []).Select(each =>
            new Proto.CheckOverride { Code = each.Code, Reason = each.Reason }));
        return message;
    }

    private static Proto.ExceptionReview Review(ExceptionReview review)
    {
        var message = new Proto.ExceptionReview
        {
            Act = review.Act, By = review.By, At = review.At, Against = review.Against ?? "", Percent = review.Percent,
            Digest = review.Digest,
        };
        foreach (var (kind, count) in review.Counts)
        {
            message.Counts.Add(kind, count);
        }

        return message;
    }

    private static Proto.RunLife Figures(RunLife life) => new()
    {
        SubmittedAt = life.SubmittedAt ?? "",
        SubmittedBy = life.SubmittedBy ?? "",
        DisclosedOn = life.DisclosedOn ?? "",
        NoticeDays = life.NoticeDays ?? 0,
        Objections = life.Objections is { } said
            ? new Proto.ObjectionChannel
            {
                Channel = said.Channel, Contact = said.Contact ?? "", Until = said.Until ?? "", AnswerDays = said.AnswerDays ?? 0,
                Above = said.Above ?? "",
            }
            : null,
        DisclosedAt = life.DisclosedAt ?? "",
        DisclosedBy = life.DisclosedBy ?? "",
        Meeting = life.Meeting is null ? null : Meeting(life.Meeting),
        ApprovedAt = life.ApprovedAt ?? "",
        ApprovedBy = life.ApprovedBy ?? "",
        ApprovedDigest = life.ApprovedDigest ?? "",
        PaidOn = life.PaidOn ?? "",
        PaidAt = life.PaidAt ?? "",
        PaidBy = life.PaidBy ?? "",
        ClosedAt = life.ClosedAt ?? "",
        ClosedBy = life.ClosedBy ?? "",
        CancelledAt = life.CancelledAt ?? "",
        CancelledBy = life.CancelledBy ?? "",
        Reason = life.Reason ?? "",
        RepeatReason = life.RepeatReason ?? "",
    };

    private static Proto.Meeting Meeting(RunMeeting meeting) =>
        new()
        {
            Date = meeting.Date,
            Due = meeting.Due,
            Present = meeting.Present,
            InFavour = meeting.InFavour,
            Kind = meeting.Kind == "delegates" ? Proto.Meeting.Types.Kind.Delegates : Proto.Meeting.Types.Kind.Members,
            NotifiedOn = meeting.NotifiedOn ?? "",
            PartyDiscussedOn = meeting.PartyDiscussedOn ?? "",
            Minutes = meeting.Minutes ?? "",
            CapableMembers = meeting.CapableMembers,
            Members = meeting.Members,
            Online = meeting.Online,
            Proxies = meeting.Proxies,
            BasicVotes = meeting.BasicVotes,
            AdditionalVotes = meeting.AdditionalVotes,
            VotesFor = meeting.VotesFor,
        };
}
