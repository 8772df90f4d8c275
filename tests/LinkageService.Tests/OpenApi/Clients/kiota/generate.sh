set -e
export KIOTA_TUTORIAL_ENABLED=false KIOTA_OFFLINE_ENABLED=true
dotnet tool install --tool-path tools Microsoft.OpenApi.Kiota --version 1.38.0
tools/kiota generate -l CSharp -d openapi.json -c LinkageClient -n Generated -o generated --log-level Error
mv client.csproj.txt client.csproj
mv Program.cs.txt Program.cs
dotnet run -- "$LINKAGE_URL"
