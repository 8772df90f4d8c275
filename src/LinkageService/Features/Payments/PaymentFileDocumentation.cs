using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Http;

namespace LinkageService.Features.Payments;

/// <summary>What the OpenAPI document says of banks' files.</summary>
internal static class PaymentFileDocumentation
{
    private static readonly Dictionary<string, string> Path =
        new(StringComparer.Ordinal) { ["run"] = RunDocumentation.ExampleRun };

    public static EndpointDocumentation Make { get; } = new(
        "生成代发文件 | Make a file for the bank",
        """
        把能送银行的付款（待发、走银行、账号不用再核对）写成银行要的文件，含完整账号；谁、哪个文件、多少笔、多少钱、文件的 SHA-256 先记入审计日志。
        核算记为已付（:pay）、资金确认到位以后才生成。格式：bank-batch.csv（序号,户名,账号,开户行,行号,金额,用途,户编码；UTF-8 带 BOM 或
        GB18030，CRLF，账号和行号后加制表符，免得 Excel 改动）、bank-batch.xlsx（账号是文本）、bank-batch.bpt（工商银行，GBK，金额以分为单位）、pain.001.xml（ISO 20022，
        03 或 09 版）、template（自己定义的列）。超过 maxRows 笔就分成几个文件，放在一个 zip 里，每个写明笔数和金额。文本文件里户名等含 | , " &
        或换行的，写明哪一户哪一项，一份也不生成。同样的付款文件编号（messageId）相同，银行不会收两次。送银行以后请用 payments:send 登记。
        Writes what can be sent (to be paid, to an account, agreed to) as the bank wants it, with whole account numbers; who made which
        file, with how many payments, how much, and its SHA-256 is in the audit log first. Nothing is written before :pay and before the
        money was seen. Formats: bank-batch.csv (the columns above; UTF-8 with a mark or GB18030, CRLF, a tab behind account numbers and
        codes so that a spreadsheet leaves them alone), bank-batch.xlsx (accounts as text), bank-batch.bpt (ICBC, GBK, fen),
        pain.001.xml (ISO 20022, version 03 or 09), template (columns of one's own). Over maxRows payments it is several files in a zip,
        each with its count and sum. A name or other field of a text with | , " & or a line break is refused with its household and
        field, and no file is made. The same payments have the same messageId, so that no bank takes them twice. That they went to the
        bank is noted by payments:send.
        """)
    {
        Body = typeof(MakePaymentFileContract),
        BodyTypes = [RequestBodies.Json],
        Response = typeof(PaymentFileContract),
        Failures = [400, 401, 403, 404, 409, 413, 415, 422, 503],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("csv", "通用代发表 | The generic list", RequestBodies.Json, """
                {
                  "format": "bank-batch.csv",
                  "payer": { "holder": "塘湾村股份经济合作社", "number": "0101010120010001234", "bank": "某农商行" }
                }
                """, 200),
            new BodyExample("pain", "ISO 20022", RequestBodies.Json, """
                {
                  "format": "pain.001.xml", "executionOn": "2026-03-06", "purpose": "2025年度收益分配",
                  "payer": { "holder": "塘湾村股份经济合作社", "number": "0101010120010001234", "bank": "某农商行", "bankCode": "314653000011" }
                }
                """, 200),
            new BodyExample("template", "自己的列 | Columns of one's own", RequestBodies.Json, """
                {
                  "format": "template",
                  "template": {
                    "name": "农商银行代发", "encoding": "gb18030", "separator": "bar", "hasTotals": true,
                    "columns": [
                      { "field": "text", "heading": "币种", "text": "人民币" }, { "field": "number" },
                      { "field": "account", "heading": "卡号" }, { "field": "name", "heading": "姓名" },
                      { "field": "amount" }, { "field": "purpose", "heading": "摘要", "maxCharacters": 4, "cuts": true },
                      { "field": "end_to_end_id" }
                    ]
                  }
                }
                """, 200),
            new BodyExample("mistakes", "没有付款账号 | Without the payer's account", RequestBodies.Json,
                """{ "format": "bank-batch.bpt" }""", 400),
        ],
    };

    public static EndpointDocumentation Import { get; } = new(
        "导入银行回单 | Import a bank's results",
        """
        读银行给的结果文件，登记每一笔，与 payments:record 一样对账。认得：CSV、XLSX、XLS（列名如 账号、户编码、付款编号、处理结果、状态、成功、失败原因、
        退票原因）、工商银行样式的文本（| 分隔）、ISO 20022 的 pain.002（只有 ACSC 算到账，
        RJCT 算退票，其余算在途）和 camt.053、camt.054（已记账的借方是到账，退回的贷方是退票）。是什么文件看内容，不看名称。看不懂的行写明在哪里、为什么，不影响其余各行。
        Reads a bank's file of results and notes each as payments:record does. Known are CSV, XLSX and XLS (by headings such as those
        above), text with bars as ICBC has it, and of ISO 20022 pain.002 (ACSC alone is paid, RJCT is returned, all else is pending),
        camt.053 and camt.054 (a booked debit is paid, a credit of a return is returned). What it is, its bytes say. A row that cannot
        be understood is named with its place and reason, and stops nothing.
        """)
    {
        Body = typeof(string),
        BodyTypes = [RosterTableEndpoints.Csv, RosterTableEndpoints.Xlsx, PaymentFileEndpoints.Any],
        Response = typeof(ImportedResultsContract),
        Failures = [400, 401, 403, 404, 409, 413, 415, 422, 503],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("sheet", "银行的表 | A bank's sheet", RosterTableEndpoints.Csv,
                "户编码,户名,金额,处理结果,失败原因\n0001,农户0001,,成功,\n0002,农户0002,,失败,已销户\n0003,农户0003,,?,\n", 200),
            new BodyExample("mistakes", "没有结果一列 | Without results", RosterTableEndpoints.Csv, "户编码,金额\n0001,1.00\n", 400),
        ],
    };
}
