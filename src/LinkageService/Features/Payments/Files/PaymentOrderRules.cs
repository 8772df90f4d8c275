using System.Text;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Errors;
using LinkageService.Privacy;

namespace LinkageService.Features.Payments.Files;

/// <summary>What every payment file asks of its payments, whatever the bank. A refusal names household and field.</summary>
internal static class PaymentOrderRules
{
    /// <summary>The greatest sum of a file, in fen: 15 digits of yuan, which every form can hold.</summary>
    public const long MaxTotalFen = 99_999_999_999_999_999;

    /// <summary>Refuses payments that no bank can make.</summary>
    /// <exception cref="RefusedException">There is none, or some lack an account, a name, an amount or a reference.</exception>
    public static void Require(IReadOnlyList<PaymentOrder> orders)
    {
        if (orders.Count == 0)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                "没有要付的户，不生成空文件", "there is nothing to pay: no empty file is made", "payments"));
        }

        var problems = new List<Problem>();
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var total = Int128.Zero;
        for (var at = 0; at < orders.Count; at++)
        {
            var order = orders[at];
            total += order.AmountFen;
            if (string.IsNullOrWhiteSpace(PayeeName.Plain(order.Name)))
            {
                problems.Add(Of(at, order, "name", "没有户名", "has no account holder"));
            }

            if (!AccountNumber.TryRead(order.Account, out var number) || number != order.Account)
            {
                // The account itself is never shown.
                problems.Add(Of(at, order, "account", "账号不是 8 到 34 位数字或大写字母", "has no account of 8 to 34 digits or capital letters"));
            }

            if (order.AmountFen <= 0)
            {
                problems.Add(Of(at, order, "amount", "金额不大于零", "has an amount that is not above zero"));
            }

            if (!PaymentReference.Fits(order.EndToEndId))
            {
                problems.Add(Of(at, order, "end_to_end_id", "付款编号不是 1 到 35 个字母、数字或 -/?:().,'+",
                    "has a reference that is not 1 to 35 letters, digits or -/?:().,'+"));
            }
            else if (!ids.TryAdd(order.EndToEndId, order.Household))
            {
                problems.Add(Of(at, order, "end_to_end_id", $"付款编号与 {ids[order.EndToEndId]} 户重复",
                    $"has the reference of household {ids[order.EndToEndId]}"));
            }
        }

        if (total > MaxTotalFen)
        {
            problems.Add(new Problem(ProblemCodes.AmountOutOfRange, "payments",
                new LocalizedText("合计超过 15 位整数", "the total has more than 15 digits of yuan")));
        }

        if (problems.Count > 0)
        {
            throw new RefusedException(Failure.Of(problems));
        }
    }

    /// <summary>A problem of one payment.</summary>
    /// <param name="at">Its place, from 0.</param>
    /// <param name="order">The payment.</param>
    /// <param name="field">A name of <see cref="PaymentField.All"/>.</param>
    /// <param name="zh">What is wrong.</param>
    /// <param name="en">The same, after "household 0017".</param>
    public static Problem Of(int at, PaymentOrder order, string field, string zh, string en) => new(
        ProblemCodes.InvalidValue, $"payments[{at}].{field}",
        new LocalizedText($"{order.Household} 户：{zh}", $"household {order.Household} {en}"));

    /// <summary>A problem of the payer.</summary>
    /// <param name="field">holder, number, bank or bankCode.</param>
    /// <param name="zh">What is wrong.</param>
    /// <param name="en">The same, after "the payer".</param>
    public static Problem OfPayer(string field, string zh, string en) => new(
        ProblemCodes.InvalidValue, "payer." + field, new LocalizedText($"付款单位：{zh}", $"the payer {en}"));

    /// <summary>
    /// What somebody should know of a payment and what stops nothing: a name that is written without its layout, numbers whose check
    /// digits do not fit.
    /// </summary>
    public static IEnumerable<PaymentNote> Notes(PaymentOrder order)
    {
        if (PayeeName.Plain(order.Name) is var plain && plain != order.Name)
        {
            yield return new PaymentNote(order.Household, "name", new LocalizedText(
                $"户名“{order.Name}”写作“{plain}”", $"the name \"{order.Name}\" is written \"{plain}\""));
        }

        if (CheckDigits.IsBrokenCard(order.Account))
        {
            yield return new PaymentNote(order.Household, "account", new LocalizedText(
                "卡号的校验位不对，多半打错了一位，请照卡核对", "the card number's check digit does not fit; compare it with the card"));
        }

        if (order.BankCode is { } code && CheckDigits.IsBrokenBankCode(code))
        {
            yield return new PaymentNote(order.Household, "bank_code", new LocalizedText(
                "行号应是 12 位数字，校验码不对，请问银行核对", "the clearing code's check digit does not fit; ask the bank"));
        }
    }

    /// <summary>The first character of a text that nobody can see, as an encoder writes it (U+0007); null for none.</summary>
    public static string? Unseen(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || HouseholdIds.IsUnseen(rune))
            {
                return $"U+{rune.Value:X4}";
            }
        }

        return null;
    }
}
