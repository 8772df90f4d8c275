namespace LinkageService.Storage.Payments;

/// <summary>One attempt to pay a household what a run gives it.</summary>
/// <param name="RunId">The run that gives it.</param>
/// <param name="HouseholdId">The household.</param>
/// <param name="Attempt">Counts from 1.</param>
/// <param name="Latest">1 where no later attempt was made, else 0.</param>
/// <param name="EndToEndId">What the bank is told and says again in its results; at most 35 characters.</param>
/// <param name="Channel"><see cref="PaymentChannels"/>.</param>
/// <param name="State"><see cref="PaymentStates"/>.</param>
/// <param name="AmountFen">Positive; the same for all attempts of a household.</param>
/// <param name="Name">Whose account it is, or who is to be paid; null where nobody said.</param>
/// <param name="Account">The account, encrypted for the household; null for cash.</param>
/// <param name="AccountHint">The last four characters of the account.</param>
/// <param name="Bank">The bank in words.</param>
/// <param name="BankCode">Its clearing code, twelve digits.</param>
/// <param name="ChangedBy">Who gave another account than the one approved; null where it is that one.</param>
/// <param name="ConfirmedBy">The second person who agreed to that account.</param>
/// <param name="SentOn">The day it went to the bank, yyyy-MM-dd.</param>
/// <param name="SettledOn">The day of the last result: arrived, returned, signed, given up as unclaimed.</param>
/// <param name="WasPaid">1 where the bank once said that it had arrived.</param>
/// <param name="Reason">Why it was returned.</param>
/// <param name="Words">The bank's own words.</param>
/// <param name="Collector">Who received it in the household's place.</param>
/// <param name="Relation">What they are to the household.</param>
/// <param name="Note">What else was noted.</param>
/// <param name="MadeBy">Who made the attempt.</param>
/// <param name="MadeAt">When, in microseconds.</param>
/// <param name="UpdatedBy">Who changed it last.</param>
/// <param name="UpdatedAt">When, in microseconds.</param>
public sealed record PaymentAttemptRow(
    string RunId, string HouseholdId, long Attempt, long Latest, string EndToEndId, string Channel, string State, long AmountFen,
    string? Name, string? Account, string? AccountHint, string? Bank, string? BankCode, string? ChangedBy, string? ConfirmedBy,
    string? SentOn, string? SettledOn, long WasPaid, string? Reason, string? Words, string? Collector, string? Relation, string? Note,
    string MadeBy, long MadeAt, string UpdatedBy, long UpdatedAt)
{
    /// <summary>Whether a second person has to agree to the account before it is sent.</summary>
    public bool WaitsForConfirmation => ChangedBy is not null && ConfirmedBy is null;

    /// <summary>Whether it came back after it had arrived.</summary>
    public bool IsReversed => Reason is not null && WasPaid == 1;

    /// <summary>Whether nothing more is to be done for the household.</summary>
    public bool IsSettled => PaymentStates.Settled.Contains(State, StringComparer.Ordinal);

    /// <summary>The values in the order of <see cref="Tables.PaymentAttempt"/>, its digest last.</summary>
    public object?[] Values()
    {
        object?[] values =
        [
            RunId, HouseholdId, Attempt, Latest, EndToEndId, Channel, State, AmountFen, Name, Account, AccountHint, Bank, BankCode,
            ChangedBy, ConfirmedBy, SentOn, SettledOn, WasPaid, Reason, Words, Collector, Relation, Note, MadeBy, MadeAt, UpdatedBy,
            UpdatedAt, null,
        ];
        values[^1] = Tables.PaymentAttempt.Digest(values);
        return values;
    }
}
