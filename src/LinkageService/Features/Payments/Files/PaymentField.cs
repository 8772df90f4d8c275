using System.Globalization;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Payments.Files;

/// <summary>What a column of a payment file may hold.</summary>
/// <param name="Name">As templates name it.</param>
/// <param name="Title">The heading of a column that states none.</param>
/// <param name="Of">What a cell says.</param>
internal sealed record PaymentField(string Name, LocalizedText Title, Func<PaymentCell, string?> Of)
{
    /// <summary>The payee's account.</summary>
    public static readonly PaymentField Account = new("account", new("账号", "Account"), cell => cell.Order.Account) { IsNumber = true };

    /// <summary>Yuan with exactly two decimals, without separators: 1234.50.</summary>
    public static readonly PaymentField Amount = new("amount", new("金额", "Amount"), cell => Yuan(cell.Order.AmountFen))
    {
        TotalOf = Yuan,
    };

    /// <summary>Whole fen: 123450.</summary>
    public static readonly PaymentField AmountFen = new("amount_fen", new("金额（分）", "Amount (fen)"), cell => Whole(cell.Order.AmountFen))
    {
        TotalOf = Whole,
    };

    /// <summary>What the payee reads beside the amount.</summary>
    public static readonly PaymentField Purpose = new("purpose", new("用途", "Purpose"), cell => cell.Order.Purpose) { IsFree = true };

    /// <summary>What else is said.</summary>
    public static readonly PaymentField Remark = new("remark", new("备注", "Remark"), cell => cell.Order.Remark) { IsFree = true };

    /// <summary>The payee.</summary>
    public static readonly PaymentField Payee = new("name", new("户名", "Name"), cell => cell.Order.Name) { IsName = true };

    /// <summary>What the template itself writes: the same in every row, or nothing.</summary>
    public static readonly PaymentField Text = new("text", new("", ""), cell => cell.Column.Text);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PaymentField> All { get; } =
    [
        new("number", new("序号", "No."), cell => Whole(cell.Number)),
        Payee,
        Account,
        new("bank", new("开户行", "Bank"), cell => cell.Order.Bank),
        new("bank_code", new("行号", "Bank code"), cell => cell.Order.BankCode) { IsNumber = true },
        Amount,
        AmountFen,
        Purpose,
        Remark,
        new("household", new("户编码", "Household"), cell => cell.Order.Household) { IsNumber = true },
        new("end_to_end_id", new("付款编号", "Reference"), cell => cell.Order.EndToEndId) { IsNumber = true },
        new("date", new("日期", "Date"), cell => Dates.Text(cell.Head.ExecutionOn)),
        new("date_digits", new("日期", "Date"), cell => cell.Head.ExecutionOn.ToString("yyyyMMdd", CultureInfo.InvariantCulture)),
        new("payer_name", new("付款户名", "Payer"), cell => cell.Head.PayerName) { OfPayer = "holder" },
        new("payer_account", new("付款账号", "Payer's account"), cell => cell.Head.PayerAccount) { OfPayer = "number", IsNumber = true },
        new("payer_bank", new("付款开户行", "Payer's bank"), cell => cell.Head.PayerBank) { OfPayer = "bank" },
        new("payer_bank_code", new("付款行号", "Payer's bank code"), cell => cell.Head.PayerBankCode)
        {
            OfPayer = "bankCode",
            IsNumber = true,
        },
        Text,
    ];

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(field => field.Name)];

    /// <summary>Digits that a spreadsheet would take for a quantity, and change.</summary>
    public bool IsNumber { get; private init; }

    /// <summary>Whether it is a name, of which layout is left out: <see cref="PayeeName"/>.</summary>
    public bool IsName { get; private init; }

    /// <summary>What of the payer it says, the same in every row; null where it speaks of the payment.</summary>
    public string? OfPayer { get; private init; }

    /// <summary>Whether it is free text, which a template may cut.</summary>
    public bool IsFree { get; private init; }

    /// <summary>What it says of a total in fen; null where it is no amount.</summary>
    public Func<long, string>? TotalOf { get; private init; }

    /// <summary>The field of a name that is one.</summary>
    public static PaymentField Find(string name) => All.First(field => field.Name == name);

    private static string Yuan(long fen) => new Money(fen).ToString();

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Where a cell of a payment file stands.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Head">What the file says once.</param>
/// <param name="Order">Its row.</param>
/// <param name="Number">The row's number in the file, from 1.</param>
internal readonly record struct PaymentCell(PaymentColumn Column, PaymentFileHead Head, PaymentOrder Order, int Number);
