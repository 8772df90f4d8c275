using System.Globalization;
using System.Text;
using LinkageService.Errors;
using LinkageService.Features.Payments.Files;

namespace LinkageService.Tests.Features.Payments.Files;

/// <summary>Reads what banks answer, and shows it in a line each.</summary>
internal static class ResultReading
{
    public static Task<PaymentResultFile> ReadAsync(byte[] file, PaymentResultLimits? limits = null) =>
        ReadPaymentResults.HandleAsync(
            new MemoryStream(file), limits ?? PaymentResultLimits.Default, TestContext.Current.CancellationToken);

    public static Task<PaymentResultFile> ReadAsync(string file, PaymentResultLimits? limits = null) =>
        ReadAsync(Encoding.UTF8.GetBytes(file), limits);

    public static async Task<string> RefusedAsync(byte[] file, PaymentResultLimits? limits = null) =>
        (await Assert.ThrowsAsync<RefusedException>(() => ReadAsync(file, limits))).Failure.Code.Name;

    public static Task<string> RefusedAsync(string file, PaymentResultLimits? limits = null) =>
        RefusedAsync(Encoding.UTF8.GetBytes(file), limits);

    /// <summary>Rows, then what was not understood: <c>2 0001 6217… 农户0001 8755 Paid; ?4 F4</c>.</summary>
    public static string Show(PaymentResultFile file) => string.Join("; ", file.Rows.Select(row => string.Join(' ', new[]
    {
        $"{row.Row}", row.EndToEndId, row.Household, row.Account, row.Name, row.AmountFen?.ToString(CultureInfo.InvariantCulture),
        row.Outcome.ToString(), row.Reason, row.Words, row.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    }.OfType<string>())).Concat(file.Unread.Select(row => $"?{row.Row} {row.Place}")));
}
