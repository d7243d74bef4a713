/** WhatsApp's templates, as far as an agent may send them. */

/** A value of a template's placeholder. `name`: where placeholders have names. */
export interface TemplateValue {
  name?: string;
  text: string;
}

/** An approved template that can be sent with nothing but words. Placeholders stand as `{{1}}` or `{{name}}`. */
export interface ApprovedTemplate {
  id: string;
  name: string;
  /** WhatsApp's code, such as `en_US`. */
  language: string;
  header?: string;
  body: string;
  footer?: string;
  /** Titles of its buttons. */
  buttons: string[];
  /** Whether its placeholders have names. */
  named: boolean;
}

/** An approved template with its values: all that WhatsApp takes outside the customer service window. */
export interface TemplateMessage {
  name: string;
  /** WhatsApp's code, such as `en_US`. */
  language: string;
  header: TemplateValue[];
  body: TemplateValue[];
  /** What the customer reads. */
  text: string;
}
