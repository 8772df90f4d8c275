using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Privacy;
using LinkageService.Storage.Payments;

namespace LinkageService.Features.Payments;

/// <summary>A payment to be made again.</summary>
/// <param name="Household">Whose.</param>
/// <param name="Channel">bank or cash; null for bank.</param>
internal sealed record ReissuePaymentRequest(string? Household, string? Channel) : CheckedRequest
{
    /// <summary>Whose, without spaces at its ends.</summary>
    public string? Household { get; } = TextRules.Trim(Household);

    /// <summary>The account; null for the one that stands on the roster today.</summary>
    public StatedAccount? Account { get; init; }

    /// <summary>What is noted with it.</summary>
    public string? Note { get; init => field = TextRules.Trim(value); }
}

/// <summary>An account as somebody gives it.</summary>
/// <param name="Holder">Whose it is.</param>
/// <param name="Number">Its number.</param>
/// <param name="Bank">The bank in words; may be absent.</param>
/// <param name="BankCode">Its clearing code; may be absent.</param>
internal sealed record StatedAccount(string? Holder, string? Number, string? Bank, string? BankCode)
{
    /// <summary>The number in its one spelling.</summary>
    public string AccountNumber() =>
        Privacy.AccountNumber.TryRead(Number!, out var number) ? number : throw new InvalidOperationException("not an account number");
}

/// <summary>The shape of it.</summary>
internal sealed class ReissuePaymentValidator : AbstractValidator<ReissuePaymentRequest>
{
    public ReissuePaymentValidator()
    {
        RuleFor(request => request.Household).IsText("household", TextRules.MaxWord, isRequired: true, hasLines: false);
        RuleFor(request => request.Channel).IsOneOf("channel", PaymentChannels.All);
        RuleFor(request => request.Account!).SetValidator(new StatedAccountValidator()).OverridePropertyName("account");
        RuleFor(request => request.Note).IsText("note", TextRules.MaxReason);
        RuleFor(request => request.Account).Null().When(request => request.Channel == PaymentChannels.Cash)
            .As(ProblemCodes.InvalidValue, "account", "改为现金时不写账号", "cash needs no account");
    }
}

/// <summary>The shape of an account: its number and the bank's code are looked at as the bank would.</summary>
internal sealed class StatedAccountValidator : AbstractValidator<StatedAccount>
{
    private static readonly TextPattern BankCode = new("[0-9]{12}");

    public StatedAccountValidator()
    {
        RuleFor(account => account.Holder).IsText("holder", TextRules.MaxName, isRequired: true, hasLines: false);
        RuleFor(account => account.Number).IsThere("number").IsLike(AccountNumber.Form)
            .As(ProblemCodes.InvalidValue, "number", "账号是 8 到 34 位数字或大写字母", "an account has 8 to 34 digits or capital letters");
        RuleFor(account => account.Number)
            .Must(number => number is null || !AccountNumber.TryRead(number, out var read) || !CheckDigits.IsBrokenCard(read))
            .As(ProblemCodes.InvalidValue, "number", "卡号的校验位不对，请照着卡面再核对一遍",
                "the check digit of the card does not fit: compare it with the card");
        RuleFor(account => account.Bank).IsText("bank", TextRules.MaxName, hasLines: false);
        RuleFor(account => account.BankCode).IsLike("bankCode", BankCode, "行号是十二位数字", "a bank's code has twelve digits");
        RuleFor(account => account.BankCode)
            .Must(code => code is null || !BankCode.Fits(code) || !CheckDigits.IsBrokenBankCode(code))
            .As(ProblemCodes.InvalidValue, "bankCode", "行号的校验位不对，请问开户行", "the check digit of the bank's code does not fit: ask the bank");
    }
}

/// <summary>
/// Makes a new attempt to pay a household what came back, what nobody came for or what was not sent yet: to the account as it stands now
/// or as it is given, or in cash. Nothing is calculated again. An account that is not the one approved waits for a second person.
/// </summary>
internal sealed class ReissuePayment(ChangePayments change, PaymentPayees payees)
{
    private static readonly string[] Startable = [PaymentStates.Returned, PaymentStates.Unclaimed, PaymentStates.ToPay];

    private readonly ReissuePaymentValidator _validator = new();

    /// <exception cref="RefusedException">The payment is elsewhere, or there is no account to pay to.</exception>
    public Task<HouseholdPayment> HandleAsync(Caller caller, string run, ReissuePaymentRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        return change.TakeAsync(caller, run, ChangePayments.Moving, async payments =>
        {
            var attempts = await payments.AttemptsAsync(request.Household!, Startable);
            var last = attempts[^1];
            var next = payments.Next(last) with { Note = request.Note };
            next = request.Channel == PaymentChannels.Cash
                ? next with { Channel = PaymentChannels.Cash, Account = null, AccountHint = null, Bank = null, BankCode = null }
                : await ToAccountAsync(payments, attempts, next, request.Account);
            var behind = payments.Behind(last);
            await payments.WriteAsync(new PaymentLines("payments.reissue", [behind, next], JsonDetails.Of(
                ("household", next.HouseholdId), ("attempt", next.Attempt), ("channel", next.Channel), ("account", next.AccountHint),
                ("note", request.Note))));
            return new HouseholdPayment([.. attempts.SkipLast(1), behind, next]);
        }, cancellation);
    }

    private async Task<PaymentAttemptRow> ToAccountAsync(
        PaymentChange payments, IReadOnlyList<PaymentAttemptRow> attempts, PaymentAttemptRow next, StatedAccount? stated)
    {
        var (run, household) = (payments.Run, next.HouseholdId);
        if (stated is not null)
        {
            var number = stated.AccountNumber();
            next = next with
            {
                Name = stated.Holder, Account = payees.Seal(run, household, number), AccountHint = AccountNumber.Hint(number),
                Bank = stated.Bank, BankCode = stated.BankCode,
            };
        }
        else
        {
            var standing = await payees.StandingAsync(payments.Session, run, household);
            if (standing?.Number is null)
            {
                throw new RefusedException(Failure.Of(ProblemCodes.MissingField,
                    $"户“{household}”在名册上没有账号：请写账号（account），或改为现金（channel: cash）",
                    $"household \"{household}\" has no account on the roster: state one (account), or pay in cash (channel: cash)",
                    "account"));
            }

            next = next with
            {
                Name = standing.Holder ?? next.Name, Account = standing.Number, AccountHint = standing.Hint, Bank = standing.Bank,
                BankCode = null,
            };
        }

        return next with
        {
            Channel = PaymentChannels.Bank, ChangedBy = await IsKnownAsync(payments, attempts, next) ? null : next.MadeBy,
        };
    }

    // The account of the approval, or one that a second person agreed to since.
    private async Task<bool> IsKnownAsync(PaymentChange payments, IReadOnlyList<PaymentAttemptRow> attempts, PaymentAttemptRow next)
    {
        var run = StoredRun.Of(payments.Run);
        var approved = await payees.ApprovedAsync(payments.Session, run, next.HouseholdId);
        return attempts.Where(attempt => attempt.ConfirmedBy is not null).Select(attempt => attempt.Account).Append(approved)
            .Any(account => payees.Same(run, next.HouseholdId, account, next.Account));
    }
}
