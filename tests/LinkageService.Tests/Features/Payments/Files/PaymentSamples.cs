using LinkageService.Features.Payments.Files;

namespace LinkageService.Tests.Features.Payments.Files;

/// <summary>Payments of nobody, for files to banks.</summary>
internal static class PaymentSamples
{
    public static PaymentFileHead Head { get; } = new(
        "LS-20260125-3f9c1a7e-01", new DateTimeOffset(2026, 1, 25, 1, 30, 0, TimeSpan.Zero), new DateOnly(2026, 1, 26), "塘湾村股份经济合作社",
        "0101010120010001234", "重庆农村商业银行", "314653000011", "N2500113MA00000158");

    public static PaymentOrder First { get; } = new(
        "3f9c1a7e-0001-1", "0001", "农户0001", "6217000000000000012", "重庆农村商业银行", "314653000011", 8755, "2025年度收益分配",
        "一组");

    public static PaymentOrder Second { get; } = new(
        "3f9c1a7e-0002-1", "0002", "农户0002", "62284800000000000", null, null, 1_234_567_890, "2025年度收益分配", null);

    public static PaymentBatch Batch(params PaymentOrder[] orders) => new(Head, orders, "bank-batch");

    public static PaymentBatch Many(int count) => new(Head, [.. Enumerable.Range(1, count).Select(Numbered)], "bank-batch");

    /// <summary>A payment of so many fen to household so many.</summary>
    public static PaymentOrder Numbered(int number)
    {
        var household = $"{number:0000}";
        return First with
        {
            EndToEndId = $"3f9c1a7e-{household}-1",
            Household = household,
            Name = "农户" + household,
            Account = $"622848{number:0000000000000}",
            AmountFen = number,
        };
    }
}
