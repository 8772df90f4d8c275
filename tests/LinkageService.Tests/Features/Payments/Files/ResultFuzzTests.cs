using System.Text;
using LinkageService.Errors;
using LinkageService.Features.Payments.Files;
using LinkageService.Tables;
using LinkageService.Tests.Tables;

namespace LinkageService.Tests.Features.Payments.Files;

/// <summary>Files of results that were damaged on their way: read, or refused with a documented code; nothing else ever.</summary>
public class ResultFuzzTests
{
    private static readonly int Rounds = Thorough.Of(full: 700, quick: 120);

    private static readonly string[] Pieces =
    [
        "", ",", "|", "\t", "\"", "\r\n", "\0", "#", "<", ">", "</", "&", "&#0;", "<![CDATA[", "<!DOCTYPE x>", "成功", "失败", "账号", "处理结果",
        "-1", "1e9", "99999999999999999999", "\uFEFF", "\uD800", "ACSC", "RJCT", "<Ntry>",
        "</TxInfAndSts>", "Ccy=\"USD\"", "encoding=\"GBK\"",
    ];

    [Fact]
    public async Task Read_MutatedFiles_OnlyEverRefused()
    {
        var random = new Random(TestSeed.Value);
        var files = new[]
        {
            Encoding.UTF8.GetBytes(IsoResultsTests.StatusReport), Encoding.UTF8.GetBytes(IsoResultsTests.Statement),
            Encoding.UTF8.GetBytes("账号,户名,金额,处理结果,失败原因,日期\n6217000000000000012,农户0001,87.55,成功,,2026-01-26\n"
                + "62284800000000000,乙,1,失败,户名不符,"),
            WritePaymentFile.AsIcbcBatch(PaymentSamples.Many(5)).Content,
            TableFiles.Gb18030.GetBytes("#金额均以分为单位\r\n#账号|户名|金额|状态|失败原因|\r\n6217000000000000012|甲|1|成功||\r\n"),
            await TableFiles.WriteAsync(TableFormat.Xlsx, (TableCell[][])
            [
                [TableCell.Of("账号"), TableCell.Of("处理结果"), TableCell.Of("金额")],
                [TableCell.Of("6217000000000000012"), TableCell.Of("成功"), TableCell.Decimal("1.00", 2)],
            ]),
        };
        var (read, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var file in files)
            {
                var mutated = Mutate(file, random);
                try
                {
                    await ResultReading.ReadAsync(mutated);
                    read++;
                }
                catch (RefusedException)
                {
                    refused++;
                }
                catch (Exception exception)
                {
                    Assert.Fail($"seed {TestSeed.Value}, round {round}, file {Array.IndexOf(files, file)}: {exception}\n"
                        + Convert.ToBase64String(mutated));
                }
            }
        }

        Assert.True(read > Rounds / 2 && refused > Rounds / 2, $"{read} read, {refused} refused");
    }

    private static byte[] Mutate(byte[] file, Random random)
    {
        var bytes = file.ToList();
        for (var change = 0; change < 1 + random.Next(4); change++)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(5))
            {
                case 0:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 60), bytes.Count - at));
                    break;
                case 1:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 2 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(0, random.Next(Math.Min(bytes.Count, 200) + 1)));
                    break;
            }
        }

        return [.. bytes];
    }
}
