using LinkageService.Errors;

namespace LinkageService.Features.Payments;

/// <summary>Money that was seen to be there.</summary>
/// <param name="On">On which day, today in China or before; today unless stated.</param>
/// <param name="Reference">In which account and by which paper, in words.</param>
[CheckedBy<ConfirmFundsValidator>]
internal sealed record ConfirmFundsContract(string? On, string Reference);

/// <summary>Payments that went to the bank.</summary>
/// <param name="Households">Those of which households; all that can be sent unless stated.</param>
/// <param name="On">On which day, today in China or before; today unless stated.</param>
[CheckedBy<SendPaymentsValidator>]
internal sealed record SendPaymentsContract(IReadOnlyList<string>? Households, string? On);

/// <summary>What a bank says of payments.</summary>
/// <param name="Results">In the order of its list.</param>
[CheckedBy<RecordResultsValidator>]
internal sealed record RecordResultsContract(IReadOnlyList<PaymentResultContract> Results);

/// <summary>What a bank says of one payment: found by endToEndId, else by household, else by account; never by the amount alone.</summary>
/// <param name="EndToEndId">The reference that was sent with it.</param>
/// <param name="Household">The household.</param>
/// <param name="Account">The account in full.</param>
/// <param name="Name">Whose account it is, as the bank says.</param>
/// <param name="Amount">In yuan, as the bank says; another amount than was sent puts the row aside.</param>
/// <param name="Outcome">paid, returned or pending.</param>
/// <param name="Reason">Why it was returned; wanted with returned.</param>
/// <param name="Words">The bank's own words.</param>
/// <param name="On">On which day, today in China or before; today unless stated.</param>
/// <param name="Row">Its row in the file it was read from.</param>
[CheckedBy<PaymentResultValidator>]
internal sealed record PaymentResultContract(
    string? EndToEndId, string? Household, string? Account, string? Name, string? Amount, string Outcome, string? Reason, string? Words,
    string? On, int? Row);

/// <summary>A payment to be made again.</summary>
/// <param name="Household">Whose.</param>
/// <param name="Channel">bank or cash; bank unless stated.</param>
/// <param name="Account">The account; the one that stands on the roster today unless stated.</param>
/// <param name="Note">What is noted with it.</param>
[CheckedBy<ReissuePaymentValidator>]
internal sealed record ReissuePaymentContract(string Household, string? Channel, StatedAccountContract? Account, string? Note);

/// <summary>An account.</summary>
/// <param name="Holder">Whose it is.</param>
/// <param name="Number">Its number.</param>
/// <param name="Bank">The bank in words.</param>
/// <param name="BankCode">The bank's clearing code (行号), twelve digits.</param>
[CheckedBy<StatedAccountValidator>]
internal sealed record StatedAccountContract(string Holder, string Number, string? Bank, string? BankCode);

/// <summary>A changed account to be agreed to.</summary>
/// <param name="Household">Whose.</param>
/// <param name="EndToEndId">The attempt that was looked at.</param>
[CheckedBy<ConfirmAccountValidator>]
internal sealed record ConfirmAccountContract(string Household, string EndToEndId);

/// <summary>A payment that was handed over in cash.</summary>
/// <param name="Household">Whose.</param>
/// <param name="On">On which day, today in China or before; today unless stated.</param>
/// <param name="Collector">Who signed in the household's place; left out where it signed itself.</param>
/// <param name="Relation">What they are to the household; wanted with collector.</param>
/// <param name="Note">What is noted with it: which paper shows it.</param>
[CheckedBy<SignPaymentValidator>]
internal sealed record SignPaymentContract(string Household, string? On, string? Collector, string? Relation, string? Note);

/// <summary>A payment nobody came for.</summary>
/// <param name="Household">Whose.</param>
/// <param name="Note">How it was looked for, and where the money is kept.</param>
[CheckedBy<MarkUnclaimedValidator>]
internal sealed record MarkUnclaimedContract(string Household, string Note);

/// <summary>A payment in cash that was noted by mistake.</summary>
/// <param name="Household">Whose.</param>
/// <param name="Note">What was wrong.</param>
[CheckedBy<UnsignPaymentValidator>]
internal sealed record UnsignPaymentContract(string Household, string Note);
