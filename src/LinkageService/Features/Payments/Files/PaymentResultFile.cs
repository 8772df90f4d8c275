using System.Globalization;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Payments.Files;

/// <summary>What a bank's file says of payments.</summary>
/// <param name="Form">What the file is.</param>
/// <param name="Rows">What it says of each payment, in its order.</param>
/// <param name="Unread">Rows that could not be understood, in its order.</param>
internal sealed record PaymentResultFile(
    PaymentResultForm Form, IReadOnlyList<PaymentResultRow> Rows, IReadOnlyList<UnreadResultRow> Unread)
{
    /// <summary>The reference of the file that it answers (OrgnlMsgId); null where it names none.</summary>
    public string? MessageId { get; init; }

    /// <summary>
    /// What the bank says of all payments of that file which <see cref="Rows"/> does not name, such as a file refused as a whole; null
    /// where it says nothing of the kind.
    /// </summary>
    public PaymentResultRow? Whole { get; init; }

    /// <summary>Entries that are no payments: titles and sums of a sheet, other movements of a statement.</summary>
    public int PassedOver { get; init; }
}

/// <summary>A row of a bank's file that could not be understood. It stops nothing.</summary>
/// <param name="Row">As in <see cref="PaymentResultRow.Row"/>.</param>
/// <param name="Place">The cell (F12), the number of the row, or the transaction.</param>
/// <param name="Why">What is wrong with it.</param>
internal sealed record UnreadResultRow(int Row, string Place, LocalizedText Why)
{
    /// <summary>The place in words.</summary>
    public LocalizedText Where => Place == Row.ToString(CultureInfo.InvariantCulture)
        ? new($"第 {Row} 行", $"row {Row}")
        : new(Place, Place);
}

/// <summary>What a bank's file is.</summary>
internal enum PaymentResultForm
{
    /// <summary>A table: a CSV or a workbook.</summary>
    Sheet,

    /// <summary>A text with bars between the fields, as ICBC has it.</summary>
    BarText,

    /// <summary>ISO 20022 pain.002: what became of a file of payments.</summary>
    StatusReport,

    /// <summary>ISO 20022 camt.053 or camt.054: what moved on the account.</summary>
    Statement,
}

/// <summary>How much of a bank's file is taken before it is refused; each bounds memory against a hostile file.</summary>
internal sealed record PaymentResultLimits
{
    /// <summary>The limits that apply unless others are given.</summary>
    public static PaymentResultLimits Default { get; } = new();

    /// <summary>Bytes of the file, and of what is unpacked from it.</summary>
    /// <value>Default 32 MiB.</value>
    public long MaxBytes { get; init; } = 32L << 20;

    /// <summary>Rows, read or not.</summary>
    /// <value>Default 100,000.</value>
    public int MaxRows { get; init; } = 100_000;
}
