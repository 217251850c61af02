// Plain script on purpose: it must run where the program itself cannot.
// A window that stays blank explains itself instead.
setTimeout(function () {
  var app = document.getElementById("app");
  if (app && !app.firstChild) {
    app.textContent =
      "Não foi possível abrir a tela. Seus arquivos estão seguros. Atualize o sistema e abra o Juntada de novo.";
  }
}, 8000);
