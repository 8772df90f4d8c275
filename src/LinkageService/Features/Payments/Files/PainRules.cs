using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Privacy;

namespace LinkageService.Features.Payments.Files;

/// <summary>What pain.001 asks of payments beyond <see cref="PaymentOrderRules"/>: lengths, references, clearing codes.</summary>
internal static class PainRules
{
    /// <summary>Characters of a name of a person or a bank (Max140Text).</summary>
    public const int MaxName = 140;

    /// <summary>Characters of what the payee reads (Max140Text).</summary>
    public const int MaxPurpose = 140;

    /// <summary>Digits of a clearing code of CNAPS.</summary>
    public const int BankCodeDigits = 12;

    /// <summary>What is said of a credit code whose check character does not fit.</summary>
    public static LocalizedText BrokenCreditCode { get; } = new(
        "统一社会信用代码是 18 位，这个的校验码不对，请照登记证核对",
        "a unified social credit code has 18 characters and this one's last does not fit: compare it with the certificate");

    /// <summary>Refuses what would not be a valid message.</summary>
    /// <exception cref="RefusedException">Something is too long, cannot be seen, or is no reference or clearing code.</exception>
    public static void Require(PaymentFileHead head, IReadOnlyList<PaymentOrder> orders)
    {
        var problems = new List<Problem>();
        RequirePayer(head, problems);
        for (var at = 0; at < orders.Count; at++)
        {
            var (order, place) = (orders[at], at);
            void Refuse(string field, string zh, string en) => problems.Add(PaymentOrderRules.Of(place, order, field, zh, en));
            CheckText(order.Name, MaxName, "name", Refuse);
            CheckText(order.Bank, MaxName, "bank", Refuse);
            CheckText(order.Purpose, MaxPurpose, "purpose", Refuse);
            CheckBankCode(order.BankCode, "bank_code", Refuse);
        }

        if (problems.Count > 0)
        {
            throw new RefusedException(Failure.Of(problems));
        }
    }

    private static void RequirePayer(PaymentFileHead head, List<Problem> problems)
    {
        void Refuse(string field, string zh, string en) => problems.Add(PaymentOrderRules.OfPayer(field, zh, en));
        if (string.IsNullOrWhiteSpace(head.PayerName))
        {
            Refuse("holder", "没有户名", "has no name");
        }

        if (!AccountNumber.TryRead(head.PayerAccount, out var number) || number != head.PayerAccount)
        {
            Refuse("number", "账号不是 8 到 34 位数字或大写字母", "has no account of 8 to 34 digits or capital letters");
        }

        CheckText(head.PayerName, MaxName, "holder", Refuse);
        CheckText(head.PayerBank, MaxName, "bank", Refuse);
        CheckBankCode(head.PayerBankCode, "bankCode", Refuse);
        if (head.PayerCreditCode is { } code && CheckDigits.IsBrokenCreditCode(code))
        {
            problems.Add(new Problem(ProblemCodes.InvalidValue, "creditCode", BrokenCreditCode));
        }

        if (!PaymentReference.Fits(head.MessageId))
        {
            problems.Add(new Problem(ProblemCodes.InvalidValue, "messageId", new LocalizedText(
                "文件编号是 1 到 35 个字母、数字或 -/?:().,'+", "a message id is 1 to 35 letters, digits or -/?:().,'+")));
        }
    }

    private static void CheckText(string? text, int max, string field, Action<string, string, string> refuse)
    {
        if (text is null)
        {
            return;
        }

        if (text.Length > max)
        {
            refuse(field, $"{field} 有 {text.Length} 个字，最多 {max} 个", $"has a {field} of {text.Length} characters, at most {max}");
        }

        if (PaymentOrderRules.Unseen(text) is { } unseen)
        {
            refuse(field, $"{field} 里有看不见的字符（{unseen}），如换行", $"has a character in {field} that cannot be seen ({unseen})");
        }
    }

    private static void CheckBankCode(string? code, string field, Action<string, string, string> refuse)
    {
        if (code is not null && (code.Length != BankCodeDigits || !code.All(char.IsAsciiDigit)))
        {
            refuse(field, "行号不是 12 位数字", "has a clearing code that is not 12 digits");
        }
    }
}
