namespace LinkageService.OpenApi;

/// <summary>What the OpenAPI document says of calculations.</summary>
internal static class CalculationDocumentation
{
    private const string Json = Hosting.RequestBodies.Json;

    public static EndpointDocumentation Calculate { get; } = new(
        "计算每户应得多少 | Compute what every household is owed",
        """
        不保存任何数据；同样的请求得到同样的结果和摘要。金额为元，两位小数，精确到分。
        Nothing is stored; the same request gives the same result and digest. Amounts are yuan with two decimals, exact to the fen.
        """)
    {
        Body = typeof(CalculationRequest),
        BodyTypes = [Json],
        Answer = typeof(CalculationAnswer),
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
                    { "id": "0003", "holdings": { "land": 1.85 } },
                    { "id": "0004", "holdings": { "land": 4.10 } },
                    { "id": "0005", "tags": ["registered"], "holdings": { "land": 0.95 } }
                  ]
                }
                """, 200),
            new BodyExample("explained", "每笔带说明 | Every line explained", Json, """
                {
                  "scheme": "liangping-collective-income@1", "year": 2019, "inputs": { "income": "100000.00" }, "explain": true,
                  "households": [
                    { "id": "0001", "holdings": { "shares": 3 } },
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
                  "households": [ { "id": "0001", "holdings": { "land": "-1", "forest": 2 } }, { "id": "0001", "tags": ["rich"] } ]
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
