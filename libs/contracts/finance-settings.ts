/** What a project decides for itself about money; what is left out is as each field says. */
export class FinanceSettings {}
