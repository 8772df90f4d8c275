using LinkageService.Http;

namespace LinkageService.Features.Calculations;

/// <summary>What the OpenAPI document says of calculations.</summary>
internal static class CalculationDocumentation
{
    private const string Json = RequestBodies.Json;
    private const string Lines = JsonLines.ContentType;

    public static EndpointDocumentation Stream { get; } = new(
        "逐行计算，名册多大都行 | Compute line by line, for rosters of any size",
        """
        请求和答复都是一行一个 JSON 对象（application/x-ndjson），每个对象只有一项。
        请求：第一行 {"header":{…}}，就是整份请求去掉 households；之后一户一行 {"household":{…}}，次序不限。
        答复：第一行 {"result":{…}}，之后按户编号一户一行 {"statement":{…}}，最后一行 {"end":{…}}。没有读到 end 就不是完整的答复：
        半途出错时最后一行是 {"problem":{…}}，内容同 application/problem+json。请求有错时照常以 4xx 答复。
        一行最多 Limits:MaxMessageBytes 字节，总户数同 Limits:MaxHouseholds；不读答复的一方会使服务停下来等。摘要与整份发送时相同。
        Request and answer have one JSON object a line (application/x-ndjson), each with one member.
        The request: first {"header":{…}}, the whole request without its households; then {"household":{…}} for each, in any order.
        The answer: first {"result":{…}}, then {"statement":{…}} for each household by member number, last {"end":{…}}. An answer
        without end is not whole: when it fails half-way its last line is {"problem":{…}}, the same as application/problem+json.
        Mistakes in the request are answered with 4xx as everywhere. A line has at most Limits:MaxMessageBytes bytes, the roster at
        most Limits:MaxHouseholds; the service waits for whoever does not read. The digest is that of the same content sent whole.
        """)
    {
        Body = typeof(CalculationLineContract),
        BodyTypes = [Lines],
        Response = typeof(CalculationAnswerLineContract),
        ResponseTypes = [Lines],
        Failures = [400, 404, 413, 415, 422],
        Examples =
        [
            new BodyExample("tangwan", "塘湾村四层分配 | Tangwan", Lines, """
                {"header":{"scheme":"tangwan-four-tier","year":2019,"inputs":{"income":"100000.00"}}}
                {"household":{"id":"0001","holdings":{"land":"3.33"}}}
                {"household":{"id":"0002","tags":["registered"],"holdings":{"land":"2.70","wage_days":"60"}}}
                """, 200),
            new BodyExample("mistakes", "一次报告全部错误 | All mistakes at once", Lines, """
                {"header":{"scheme":"tangwan-four-tier","year":2019,"inputs":{"income":"100000.005"}}}
                {"household":{"id":"0001","holdings":{"land":"-1"}}}
                {"household":{"id":"0001"}}
                """, 400),
            new BodyExample("headless", "没有先发抬头 | Without its header first", Lines, """
                {"household":{"id":"0001","holdings":{"land":"3.33"}}}
                """, 400),
        ],
    };

    public static EndpointDocumentation Calculate { get; } = new(
        "计算每户应得多少 | Compute what every household is owed",
        """
        不保存任何数据；同样的请求得到同样的结果和摘要。金额为元，两位小数，精确到分。
        Nothing is stored; the same request gives the same result and digest. Amounts are yuan with two decimals, exact to the fen.
        """)
    {
        Body = typeof(CalculationRequest),
        BodyTypes = [Json],
        Response = typeof(CalculationAnswer),
        Failures = [400, 404, 413, 415, 422],
        Examples =
        [
            new BodyExample("tangwan", "塘湾村四层分配，五户 | Tangwan, five households", Json, """
                {
                  "scheme": "tangwan-four-tier", "year": 2019,
                  "parameters": { "day_wage": "80.00" }, "inputs": { "income": "100000.00" },
                  "households": [
                    { "id": "0001", "holdings": { "land": "3.33" } },
                    { "id": "0002", "tags": ["registered"], "holdings": { "land": "2.70", "wage_days": "60" } },
                    { "id": "0003", "holdings": { "land": "1.85" } },
                    { "id": "0004", "holdings": { "land": "4.10" } },
                    { "id": "0005", "tags": ["registered"], "holdings": { "land": "0.95" } }
                  ]
                }
                """, 200),
            new BodyExample("explained", "每笔带说明 | Every line explained", Json, """
                {
                  "scheme": "liangping-collective-income@1", "year": 2019, "inputs": { "income": "100000.00" }, "explain": true,
                  "households": [
                    { "id": "0001", "holdings": { "shares": "3" } },
                    { "id": "0002", "holdings": { "shares": "4.5" } }
                  ]
                }
                """, 200),
            new BodyExample("ownScheme", "随请求带一份方案 | A scheme carried along", Json, """
                {
                  "document": {
                    "id": "equal-shares", "version": 1, "title": { "zh": "平均分", "en": "Equal shares" },
                    "inputs": { "income": { "type": "money" } },
                    "steps": [ { "id": "equal", "kind": "allocate", "from": "income" } ]
                  },
                  "year": 2025, "inputs": { "income": "100.00" },
                  "households": [ { "id": "农户0001" }, { "id": "农户0002" }, { "id": "农户0003" } ]
                }
                """, 200),
            new BodyExample("mistakes", "一次报告全部错误 | All mistakes at once", Json, """
                {
                  "scheme": "tangwan-four-tier", "year": 2019, "inputs": { "income": "100000.005" },
                  "households": [ { "id": "0001", "holdings": { "land": "-1", "forest": "2" } }, { "id": "0001", "tags": ["rich"] } ]
                }
                """, 400),
            new BodyExample("shortfall", "资金池不够 | A pool too small", Json, """
                {
                  "scheme": "malu-guaranteed-dividend", "year": 2019, "inputs": { "sales": "100.00" },
                  "households": [ { "id": "0001", "holdings": { "capital": "5000.00" } } ]
                }
                """, 422),
            new BodyExample("unknownScheme", "没有这个方案 | No such scheme", Json, """
                { "scheme": "no-such-scheme", "households": [ { "id": "0001" } ] }
                """, 404),
        ],
    };
}
