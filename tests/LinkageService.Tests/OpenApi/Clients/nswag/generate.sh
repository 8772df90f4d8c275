set -e
dotnet tool install --tool-path tools NSwag.ConsoleCore --version 14.7.1
tools/nswag openapi2csclient /input:openapi.json /output:Generated.cs /namespace:Generated /classname:LinkageClient \
  /generateOptionalParameters:true /injectHttpClient:true /useBaseUrl:false /generateNullableReferenceTypes:true \
  /generateOptionalPropertiesAsNullable:true /jsonLibrary:NewtonsoftJson
mv client.csproj.txt client.csproj
mv Program.cs.txt Program.cs
dotnet run -- "$LINKAGE_URL"
